// As whom the page is authorized, shown beside the button "Authorize".
import { claimsOf, hasExpired, tokenOf } from './claims.js';
import { fillIn, lookAround } from './propose-ids.js';

/** Longest time that setTimeout() can wait, in ms. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export function session({ React }) {
  const { createElement, useEffect, useReducer, useState } = React;

  function Session({ getSystem, getComponent }) {
    const claims = claimsOf(getSystem());
    const [, showAgain] = useReducer((count) => count + 1, 0);
    const exp = claims?.exp;
    useEffect(() => {
      if (!(exp * 1000 > Date.now())) return undefined;
      const timer = setTimeout(() => showAgain(), Math.min(exp * 1000 - Date.now(), MAX_TIMEOUT_MS));
      return () => clearTimeout(timer);
    }, [exp]);
    const usable = claims === undefined || hasExpired(claims) ? undefined : tokenOf(getSystem());
    const [seen, setSeen] = useState(undefined);
    useEffect(() => {
      let isCurrent = true;
      void lookAround(usable).then(() => {
        if (!isCurrent) return;
        fillIn(getSystem());
        setSeen(usable);
      });
      return () => (isCurrent = false);
    }, [usable]);
    const DemoUser = getComponent('DemoUser', true, { failSilently: true });
    return createElement(
      'div',
      { className: 'docs-session' },
      // Said when nothing is under way any more that a next click would cut off.
      createElement(
        'span',
        { role: 'status' },
        ...(seen === usable ? described(claims) : ['Looking for your chats …']),
      ),
      DemoUser && createElement(DemoUser),
    );
  }

  function described(claims) {
    if (claims === undefined) return ['Not authorized'];
    if (claims.sub === undefined) return ['Authorized with a token that is not a JWT'];
    const name = createElement('strong', { key: 'name' }, claims.sub);
    if (hasExpired(claims)) return ['The token of ', name, ' has expired'];
    return [isService(claims) ? 'Authorized as service ' : 'Authorized as ', name, ...until(claims)];
  }

  const withSession = (Original, system) =>
    function AuthorizationRow(props) {
      const SessionOfState = system.getComponent('Session', true);
      return createElement(React.Fragment, null, createElement(SessionOfState), createElement(Original, props));
    };
  return { components: { Session }, wrapComponents: { AuthorizeBtnContainer: withSession } };
}

function isService({ scope = '' }) {
  return String(scope).split(' ').includes('chat:service');
}

function until({ exp }) {
  if (!Number.isFinite(exp)) return [];
  const end = new Date(exp * 1000);
  const isToday = end.toDateString() === new Date().toDateString();
  return [` until ${end.toLocaleString('en-GB', { timeStyle: 'short', ...(!isToday && { dateStyle: 'medium' }) })}`];
}

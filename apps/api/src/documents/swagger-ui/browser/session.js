// As whom the page is authorized, shown beside the button "Authorize".

/** Longest time that setTimeout() can wait, in ms. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** The claims of the token that the page sends; undefined without one, `{}` when it is no JWT (RFC 7519). */
export function claimsOf(system) {
  const token = system.authSelectors.authorized().getIn(['bearer', 'value']);
  if (token === undefined) return undefined;
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))));
    return typeof claims?.sub === 'string' ? claims : {};
  } catch {
    return {};
  }
}

export function hasExpired({ exp }) {
  return exp * 1000 <= Date.now();
}

export function session({ React }) {
  const { createElement, useEffect, useReducer } = React;

  function Session({ getSystem, getComponent }) {
    const claims = claimsOf(getSystem());
    const [, showAgain] = useReducer((count) => count + 1, 0);
    const exp = claims?.exp;
    useEffect(() => {
      if (!(exp * 1000 > Date.now())) return undefined;
      const timer = setTimeout(() => showAgain(), Math.min(exp * 1000 - Date.now(), MAX_TIMEOUT_MS));
      return () => clearTimeout(timer);
    }, [exp]);
    const DemoUser = getComponent('DemoUser', true, { failSilently: true });
    return createElement(
      'div',
      { className: 'docs-session' },
      createElement('span', { role: 'status' }, ...described(claims)),
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

// One click authorizes the page as the demo user. This file is served in development only.
import { claimsOf, hasExpired } from './claims.js';

const KEPT_AS = 'demo-code';
const WHERE_FROM = 'Open the link that the service printed at its start';

/** The code in the link, `/docs#demo=…`, is kept for later visits and taken out of sight. */
function keepCode() {
  const [, code] = /^#demo=([\w-]+)$/.exec(location.hash) ?? [];
  if (code === undefined) return;
  localStorage.setItem(KEPT_AS, code);
  history.replaceState(null, '', location.pathname);
}

keepCode();
// Opening the link where the page is open already does not load it again.
addEventListener('hashchange', () => {
  if (location.hash.startsWith('#demo=')) location.reload();
});

export function demoUser({ React }) {
  const { createElement, useState } = React;

  function DemoUser({ getSystem }) {
    const [failure, setFailure] = useState('');
    const authorize = () =>
      demoToken().then(
        (token) => {
          setFailure('');
          const system = getSystem();
          system.preauthorizeApiKey('bearer', token);
          system.authActions.persistAuthorizationIfNeeded();
        },
        (error) => setFailure(`No token: ${error.message}`),
      );
    const claims = claimsOf(getSystem());
    if (localStorage.getItem(KEPT_AS) === null) return createElement('span', null, `${WHERE_FROM} to be the demo user`);
    const isDemo = claims?.sub === 'demo' && !hasExpired(claims);
    return createElement(
      React.Fragment,
      null,
      createElement(
        'button',
        { type: 'button', className: `btn docs-demo-user${isDemo ? '' : ' docs-primary'}`, onClick: authorize },
        isDemo ? 'New demo token' : 'Try it as demo user',
      ),
      failure !== '' && createElement('span', { role: 'alert' }, failure),
    );
  }

  return { components: { DemoUser } };
}

/** Also replaces a token that is sound here but no longer there, as after the data folder was removed. */
async function demoToken() {
  const answer = await fetch(new URL('../demo-token', import.meta.url), {
    method: 'POST',
    headers: { 'x-demo-code': localStorage.getItem(KEPT_AS) },
    signal: AbortSignal.timeout(10_000),
  });
  // The code in the link is another one since the secret is.
  if (answer.status === 404) throw new Error(WHERE_FROM);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return body.access_token;
}

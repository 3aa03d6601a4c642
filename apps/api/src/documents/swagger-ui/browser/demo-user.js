// One click authorizes the page as the demo user. This file is served in development only.
import { claimsOf, hasExpired } from './session.js';

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
  const answer = await fetch('/docs/demo-token', { method: 'POST', signal: AbortSignal.timeout(10_000) });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return body.access_token;
}

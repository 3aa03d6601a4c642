import { type FormEvent, useState } from 'react';
import { Avatar } from './avatar.js';
import { Icon } from './icon.js';
import { nameOf } from './names.js';
import { demoPeople, hasDemoCode, type Session, signIn, signInAsDemo } from './session.js';

export function SignIn({ onSignIn, failure }: { onSignIn: (session: Session) => void; failure: string | undefined }) {
  const [error, setError] = useState(failure);
  const [busy, setBusy] = useState<string>();
  const [token, setToken] = useState('');
  const attempt = async (what: string, work: () => Session | Promise<Session>) => {
    setBusy(what);
    try {
      onSignIn(await work());
    } catch (reason) {
      setError((reason as Error).message);
      setBusy(undefined);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt('token', () => signIn(token));
  };
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <span className="mark">
          <Icon name="chat" />
        </span>
        <h1>Chat System</h1>
        <p className="quiet">Messages that arrive once, everywhere, and an assistant that cites its sources.</p>
        {error !== undefined && (
          <p role="alert" className="notice">
            {error}
          </p>
        )}
        {demoPeople().length > 0 && (
          <DemoPeople busy={busy} onChoose={(person) => void attempt(person, () => signInAsDemo(person))} />
        )}
        <form onSubmit={submit} className="stack">
          <label htmlFor="token">Access token</label>
          <div className="row">
            <input
              id="token"
              value={token}
              onChange={(event) => setToken(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              placeholder="eyJ…"
              required
            />
            <button className="primary" disabled={busy !== undefined}>
              Sign in
            </button>
          </div>
          <p className="hint">
            For development: <code>npm run --silent token -- alice</code>
          </p>
        </form>
        <p className="links">
          <a href="docs">API</a> <a href="docs/guides">Guides</a>
        </p>
      </div>
    </main>
  );
}

function DemoPeople({ busy, onChoose }: { busy: string | undefined; onChoose: (person: string) => void }) {
  if (!hasDemoCode())
    return (
      <p className="hint">
        The link that the service printed at its start lets you in as one of the demo people, in one click.
      </p>
    );
  const [first = '', ...others] = demoPeople();
  return (
    <section aria-label="Demo people" className="stack">
      <button className="primary large" disabled={busy !== undefined} onClick={() => onChoose(first)}>
        {busy === first ? 'One moment …' : 'Try it as demo user'}
      </button>
      <p className="hint">Or open a second window and be somebody else:</p>
      <ul className="people">
        {others.map((person) => (
          <li key={person}>
            <button disabled={busy !== undefined} onClick={() => onChoose(person)}>
              <Avatar name={nameOf(person)} />
              {nameOf(person)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

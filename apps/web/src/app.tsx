import { ChatProvider } from 'chat-system-client/react';
import { useState } from 'react';
import { Chats } from './chats.js';
import { forgetRoute } from './route.js';
import { keepDemoCode, keptSession, signOut } from './session.js';
import { SignIn } from './sign-in.js';

keepDemoCode();
// Opening the link where the page is open already does not load it anew.
addEventListener('hashchange', () => {
  if (location.hash.startsWith('#demo=')) location.reload();
});

/** Where the service is: beside this page. */
const SERVICE = new URL('.', location.href).href;

export function App() {
  const [session, setSession] = useState(keptSession);
  const [failure, setFailure] = useState<string>();
  if (session === undefined) return <SignIn onSignIn={setSession} failure={failure} />;
  const leave = (why?: string) => {
    signOut();
    forgetRoute();
    setFailure(why);
    setSession(undefined);
  };
  const key = `outbox of ${session.userId}`;
  const storage = {
    load: () => sessionStorage.getItem(key),
    save: (text: string) => sessionStorage.setItem(key, text),
  };
  const onError = (error: unknown) => {
    if ((error as { status?: number }).status === 401)
      leave(`The service does not accept this token. ${(error as Error).message}`);
  };
  return (
    <ChatProvider url={SERVICE} userId={session.userId} token={session.token} storage={storage} onError={onError}>
      <Chats onSignOut={() => leave()} />
    </ChatProvider>
  );
}

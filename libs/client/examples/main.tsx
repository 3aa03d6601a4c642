import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Assistant, loadChat } from './ai-sdk-chat.js';
import { App } from './react-chat.js';

// What the examples of libs/client are mounted in; the test says in the address which, and for whom.
const { example, url = '', userId = '', token = '', chat } = Object.fromEntries(new URLSearchParams(location.search));
const connection = { url, userId, token: () => token };

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    {example === 'react' ? (
      <App {...connection} />
    ) : (
      <Suspense fallback="Loading">
        <Assistant connection={connection} chatId={Number(chat)} loaded={loadChat(connection, Number(chat))} />
      </Suspense>
    )}
  </StrictMode>,
);

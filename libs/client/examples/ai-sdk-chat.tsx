import { useChat } from '@ai-sdk/react';
import { ChatApi } from 'chat-system-client';
import { ChatSystemTransport, toUIMessages } from 'chat-system-client/ai-sdk';
import { use, useMemo, useState } from 'react';

interface Connection {
  readonly url: string;
  readonly token: () => string | Promise<string>;
}

/** A chat with `rag_enabled`, as it was left: what was said is read, a reply that is being written goes on. */
export async function loadChat(connection: Connection, chatId: number) {
  const { data } = await new ChatApi(connection).listMessages({ path: { chat_id: chatId } });
  return toUIMessages(data);
}

export function Assistant({
  connection,
  chatId,
  loaded,
}: {
  connection: Connection;
  chatId: number;
  loaded: ReturnType<typeof loadChat>;
}) {
  const transport = useMemo(() => new ChatSystemTransport(connection), [connection]);
  const { messages, sendMessage, regenerate, status, error } = useChat({
    id: String(chatId),
    messages: use(loaded),
    transport,
    resume: true,
  });
  const [text, setText] = useState('');
  return (
    <form onSubmit={(event) => (event.preventDefault(), void sendMessage({ text }), setText(''))}>
      <ul>
        {messages.map(({ id, role, parts }) => (
          <li key={id}>
            {role}:{' '}
            {parts.map((part) =>
              part.type === 'text' ? part.text : part.type === 'source-document' ? ` (${part.title})` : '',
            )}
          </li>
        ))}
      </ul>
      <input aria-label="Question" value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={() => void transport.stop(String(chatId))} children="Stop" />
      <button type="button" onClick={() => void regenerate()} children="Again" />
      <output>{error?.message ?? status}</output>
    </form>
  );
}

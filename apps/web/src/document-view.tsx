import { useChatClient } from 'chat-system-client/react';
import type { Message } from 'chat-system-client';
import { useEffect, useState } from 'react';
import { Beside } from './beside.js';
import { filenameOf, isBase64, toBlob } from './files.js';

/** Characters that are shown: a browser is slow with more. */
const MOST = 200_000;

/** A document as it was sent: its text, or a way to keep it. */
export function DocumentView({ chatId, id, onClose }: { chatId: number; id: number; onClose: () => void }) {
  const { api, userId } = useChatClient();
  const [message, setMessage] = useState<Message | 'gone'>();
  useEffect(() => {
    api.listMessages({ path: { chat_id: chatId }, query: { around: id, limit: 1, user_id: userId } }).then(
      ({ data }) => setMessage(data.find((one) => one.id === id && one.deleted_at === undefined) ?? 'gone'),
      () => setMessage('gone'),
    );
  }, [api, userId, chatId, id]);
  const title = message === undefined || message === 'gone' ? 'Document' : filenameOf(message);
  return (
    <Beside title={title} onClose={onClose}>
      <div className="passage" tabIndex={0} role="region" aria-label="Text of the document">
        {message === 'gone' && <p className="quiet">This document cannot be read any more.</p>}
        {typeof message === 'object' && <Content message={message} />}
      </div>
    </Beside>
  );
}

function Content({ message }: { message: Message }) {
  const isText = !isBase64(message);
  const save = () => {
    const url = URL.createObjectURL(toBlob(message));
    const link = document.createElement('a');
    Object.assign(link, { href: url, download: filenameOf(message) }).click();
    URL.revokeObjectURL(url);
  };
  return (
    <>
      <p>
        <button onClick={save}>Download</button>
      </p>
      {isText && (
        <p dir="auto">
          {message.content.slice(0, MOST)}
          {message.content.length > MOST && '…'}
        </p>
      )}
    </>
  );
}

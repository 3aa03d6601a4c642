import type { Message, ShownMessage } from 'chat-system-client';
import { messageKey, useChatClient, type UsedChat } from 'chat-system-client/react';
import { useEffect, useState } from 'react';
import { Beside } from './beside.js';
import { Composer } from './composer.js';
import { MessageRow } from './message-row.js';

interface ThreadProps {
  readonly chat: UsedChat;
  readonly chatId: number;
  readonly rootId: number;
  readonly onClose: () => void;
  readonly onDocument: (messageId: number) => void;
  readonly onEdit: (message: Message) => void;
}

/** A message and what was answered to it: what the chat holds, and what is older than that. */
export function Thread({ chat, chatId, rootId, onClose, onDocument, onEdit }: ThreadProps) {
  const client = useChatClient();
  const [read, setRead] = useState<readonly Message[]>([]);
  useEffect(() => {
    const query = { thread_root_id: rootId, limit: 100, user_id: client.userId };
    // What is held is shown all the same.
    client.api.listMessages({ path: { chat_id: chatId }, query }).then(
      ({ data }) => setRead(data),
      () => undefined,
    );
  }, [client, chatId, rootId]);
  const held = chat.messages;
  const isOfThread = (message: ShownMessage) =>
    (message.isPending !== true && (message.id === rootId || message.thread_root_id === rootId)) ||
    (message.isPending === true && message.parent_message_id === rootId);
  const known = new Set(held.map((message) => messageKey(message)));
  const older = read.filter((message) => !known.has(messageKey(message)));
  return (
    <Beside title="Thread" onClose={onClose}>
      <div className="messages" role="log" aria-label="Thread" tabIndex={0}>
        <ol>
          {[...older, ...held.filter(isOfThread)].map((message) => (
            <MessageRow
              key={messageKey(message)}
              message={message}
              isFirst
              isGroup
              chat={chat}
              onDocument={onDocument}
              onEdit={onEdit}
            />
          ))}
        </ol>
      </div>
      <Composer chatId={chatId} parentId={rootId} send={chat.send} placeholder="Reply in this thread" />
    </Beside>
  );
}

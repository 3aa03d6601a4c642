import type { Message, ShownMessage } from 'chat-system-client';
import { useChatClient, type UsedChat } from 'chat-system-client/react';
import { Avatar } from './avatar.js';
import { FileCard } from './file-card.js';
import { Icon } from './icon.js';
import { MessageTools } from './message-tools.js';
import { Linked } from './linked.js';
import { nameOf } from './names.js';
import { Picture } from './picture.js';
import { Reactions } from './reactions.js';
import { Receipt } from './receipt.js';
import { type Citation, ReplyText } from './reply-text.js';
import { actOf } from './shown.js';
import { timeOf } from './times.js';
import { useChoice } from './use-choice.js';

interface MessageRowProps {
  readonly message: ShownMessage;
  /** Written above, when it is the first of a day. */
  readonly day?: string | undefined;
  /** Whether its sender is named. */
  readonly isFirst: boolean;
  readonly isGroup: boolean;
  readonly chat: UsedChat;
  readonly onThread?: ((rootId: number) => void) | undefined;
  readonly onCitation?: ((citation: Citation) => void) | undefined;
  readonly onDocument: (messageId: number) => void;
  readonly onEdit: (message: Message) => void;
}

export function MessageRow(props: MessageRowProps) {
  const { message, day, isFirst, isGroup, chat, onThread } = props;
  const { userId } = useChatClient();
  const isOwn = message.sender_id === userId && message.is_user;
  const sender = nameOf(message.is_user ? message.sender_id : 'assistant', userId);
  const choice = useChoice();
  const replies = message.isPending === true ? 0 : message.reply_count;
  return (
    <>
      {day !== undefined && (
        <li className="day">
          <span>{day}</span>
        </li>
      )}
      {message.message_type === 'SYSTEM' ? (
        <li className="act" dir="auto">
          {actText(message, userId)}
        </li>
      ) : (
        <li
          className="message"
          data-own={isOwn || undefined}
          data-first={isFirst || undefined}
          data-id={idOf(message)}
          data-chosen={choice.isChosen || undefined}
        >
          {isFirst && !isOwn && <Avatar name={sender} icon={message.is_user ? undefined : 'spark'} />}
          <article tabIndex={-1} ref={choice.place} onClick={choice.choose}>
            <p className={isFirst && !isOwn ? 'sender' : 'unseen'}>{sender}</p>
            <Content {...props} />
            {message.isPending !== true && <Reactions message={message} ownId={userId} react={chat.react} />}
            <div className="foot">
              <p className="meta">
                {message.isPending !== true &&
                  message.edited_at !== undefined &&
                  message.deleted_at === undefined &&
                  'edited · '}
                <time dateTime={message.created_at}>{timeOf(message.created_at)}</time>
                {isOwn && <Receipt message={message} isGroup={isGroup} />}
              </p>
              {message.isPending !== true && <MessageTools {...props} message={message} isOwn={isOwn} />}
            </div>
            {replies > 0 && onThread !== undefined && message.isPending !== true && (
              <button className="thread-link" onClick={() => onThread(message.id)}>
                <Icon name="reply" /> {replies === 1 ? '1 reply' : `${replies} replies`}
              </button>
            )}
            {message.isPending === true && message.status === 'FAILED' && <Failed message={message} />}
          </article>
        </li>
      )}
    </>
  );
}

function Content({ message, onCitation, onDocument }: MessageRowProps) {
  if (message.isPending !== true && message.deleted_at !== undefined)
    return <p className="bubble gone">This message was deleted</p>;
  if (message.message_type === 'FILE') return <FileCard message={message} onOpen={onDocument} />;
  if (message.message_type === 'IMAGE') return <Picture message={message} />;
  if (message.is_user)
    return (
      <p className="bubble" dir="auto">
        <Linked text={message.content} />
      </p>
    );
  return <ReplyText message={message} onCitation={onCitation} />;
}

function Failed({ message }: { message: Extract<ShownMessage, { isPending: true }> }) {
  const client = useChatClient();
  return (
    <p className="failed" role="alert">
      <Icon name="alert" /> Not sent: {message.problem?.detail}
      <button onClick={() => void client.retry(message.client_message_id).catch(() => undefined)}>Try again</button>
      <button onClick={() => client.discard(message.client_message_id)}>Discard</button>
    </p>
  );
}

function idOf(message: ShownMessage): number | undefined {
  return message.isPending === true ? undefined : message.id;
}

function actText(message: ShownMessage, ownId: string): string {
  const { action, user_ids = [], title = '' } = actOf(message);
  const [who, whom] = [nameOf(message.sender_id, ownId), user_ids.map((userId) => nameOf(userId, ownId)).join(', ')];
  if (action === 'add_participants') return `${who} added ${whom}`;
  if (action === 'remove_participants') return `${who} removed ${whom}`;
  if (action === 'leave') return `${who} left`;
  if (action === 'rename') return `${who} named the chat “${title}”`;
  return message.content;
}

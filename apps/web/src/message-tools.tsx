import type { Message } from 'chat-system-client';
import { useChatClient, type UsedChat } from 'chat-system-client/react';
import { useState } from 'react';
import { Icon, type IconName } from './icon.js';

const OFFERED = ['👍', '❤️', '😂', '🎉', '🙏', '👀'];

interface MessageToolsProps {
  readonly message: Message;
  readonly isOwn: boolean;
  readonly chat: UsedChat;
  readonly onThread?: ((rootId: number) => void) | undefined;
  readonly onEdit: (message: Message) => void;
}

/** What can be done with a message: shown when somebody points at it, or comes to it with the keyboard. */
export function MessageTools({ message, isOwn, chat, onThread, onEdit }: MessageToolsProps) {
  const client = useChatClient();
  const [open, setOpen] = useState<'reactions' | 'delete'>();
  const { id, sender_id, is_user, message_type, status, deleted_at, reactions } = message;
  if (deleted_at !== undefined) return null;
  const isAssistant = !is_user;
  const mayDelete = isOwn || chat.chat?.user_id === client.userId;
  const remove = () => chat.delete(id);
  const close = () => setOpen(undefined);
  if (open === 'delete')
    return (
      <div className="tools open" role="group" aria-label="Delete this message?">
        <span>Delete for everybody?</span>
        <button onClick={remove}>Delete</button>
        <button autoFocus onClick={close}>
          Keep
        </button>
      </div>
    );
  if (open === 'reactions')
    return (
      <div className="tools open" role="group" aria-label="React" onKeyDown={({ key }) => key === 'Escape' && close()}>
        {OFFERED.map((reaction, nth) => (
          <button
            key={reaction}
            className="emoji"
            autoFocus={nth === 0}
            aria-label={`React with ${reaction}`}
            onClick={() => {
              chat.react(id, reaction, reactions[reaction]?.user_ids.includes(client.userId) !== true);
              close();
            }}
          >
            {reaction}
          </button>
        ))}
        <Tool icon="close" name="Close" onClick={close} />
      </div>
    );
  return (
    <div className="tools" role="group" aria-label="Actions">
      {isAssistant && status === 'SENDING' && (
        <Tool icon="stop" name="Stop" onClick={() => void client.stopReply(id).catch(() => undefined)} />
      )}
      {isAssistant && status === 'FAILED' && (
        <Tool icon="again" name="Write again" onClick={() => void client.retryReply(id).catch(() => undefined)} />
      )}
      <Tool icon="smile" name="React" onClick={() => setOpen('reactions')} />
      {onThread !== undefined && <Tool icon="reply" name="Reply in thread" onClick={() => onThread(id)} />}
      {isOwn && sender_id === client.userId && message_type === 'TEXT' && (
        <Tool icon="edit" name="Edit" onClick={() => onEdit(message)} />
      )}
      {mayDelete && <Tool icon="trash" name="Delete" onClick={() => setOpen('delete')} />}
    </div>
  );
}

function Tool({ icon, name, onClick }: { icon: IconName; name: string; onClick: () => void }) {
  return (
    <button className="icon-button" aria-label={name} title={name} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

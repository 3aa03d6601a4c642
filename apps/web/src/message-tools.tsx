import type { Message } from 'chat-system-client';
import { useChatClient, type UsedChat } from 'chat-system-client/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
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
      <Opened name="Delete this message?" onClose={close}>
        <span>Delete for everybody?</span>
        <button className="dangerous" onClick={remove}>
          Delete
        </button>
        <button autoFocus onClick={close}>
          Keep
        </button>
      </Opened>
    );
  if (open === 'reactions')
    return (
      <Opened name="React" onClose={close}>
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
      </Opened>
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

interface OpenedProps {
  readonly name: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A choice below the message that it is about, which stays in sight. Escape, or anything done elsewhere, takes none. */
function Opened({ name, onClose, children }: OpenedProps) {
  const place = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => void (close.current = onClose));
  useEffect(() => {
    const element = place.current;
    element?.scrollIntoView({ block: 'nearest' });
    const elsewhere = ({ target }: Event) => {
      if (target instanceof Node && target.isConnected && element?.contains(target) === false) close.current();
    };
    const press = ({ key }: KeyboardEvent) => {
      if (key === 'Tab' && element?.contains(document.activeElement) === false) close.current();
      if (key !== 'Escape') return;
      // Focused, the message shows its tools again.
      element?.closest('article')?.focus({ preventScroll: true });
      close.current();
    };
    document.addEventListener('click', elsewhere);
    document.addEventListener('keyup', press);
    return () => {
      document.removeEventListener('click', elsewhere);
      document.removeEventListener('keyup', press);
    };
  }, []);
  return (
    <div ref={place} className="tools open" role="group" aria-label={name}>
      {children}
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

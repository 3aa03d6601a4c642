import type { ShownMessage } from 'chat-system-client';
import { filenameOf } from './files.js';
import { Icon } from './icon.js';

interface FileCardProps {
  readonly message: ShownMessage;
  readonly onOpen: (messageId: number) => void;
}

/** A document, and whether the assistant has read it; opened by a click once the server has it. */
export function FileCard({ message, onOpen }: FileCardProps) {
  const { status, message_metadata } = message;
  const { error } = (message_metadata ?? {}) as { error?: { readonly detail?: string } };
  const state =
    status === 'SENDING'
      ? 'Being read …'
      : status === 'FAILED'
        ? (error?.detail ?? 'It could not be read')
        : 'Document';
  return (
    <button
      className="bubble file"
      data-status={status}
      disabled={message.isPending}
      onClick={() => (message.isPending === true ? undefined : onOpen(message.id))}
    >
      <Icon name="file" />
      <span>
        <strong dir="auto">{filenameOf(message)}</strong>
        <small>{state}</small>
      </span>
    </button>
  );
}

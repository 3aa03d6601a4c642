import type { ShownMessage } from 'chat-system-client';
import { Icon } from './icon.js';

interface FileMetadata {
  readonly filename?: string;
  readonly error?: { readonly detail?: string; readonly code?: string };
}

/** A document, and whether the assistant has read it. */
export function FileCard({ message: { status, message_metadata } }: { message: ShownMessage }) {
  const { filename = 'Document', error } = (message_metadata ?? {}) as FileMetadata;
  const state =
    status === 'SENDING'
      ? 'Being read …'
      : status === 'FAILED'
        ? (error?.detail ?? 'It could not be read')
        : 'Document';
  return (
    <p className="bubble file" data-status={status}>
      <Icon name="file" />
      <span>
        <strong dir="auto">{filename}</strong>
        <small>{state}</small>
      </span>
    </p>
  );
}

import { type MessageView, UNTOUCHED } from '../shown/message-view.js';
import { type NewMessage, storedContent } from './new-message.js';

/** What is known of the moment of a send. */
export interface SendMoment {
  /** The chat's number of the send. */
  readonly seq: number;
  /** Whether the server reads files in this chat. */
  readonly readsFiles: boolean;
  /** When the reply to it was opened, if there is one. */
  readonly askedAt: string | null;
}

/**
 * The message as its send answered it, without what came later: its sender, who is not in the chat any more, must
 * not learn that from a repetition.
 */
export function asSent(stored: MessageView, said: NewMessage, { seq, readsFiles, askedAt }: SendMoment): MessageView {
  const isSent = said.status === 'SENT';
  const status = isSent && said.messageType === 'FILE' && readsFiles ? 'SENDING' : said.status;
  return {
    ...stored,
    ...UNTOUCHED,
    content: storedContent(said),
    message_metadata: said.metadata ?? null,
    status,
    change_seq: seq,
    // A question and its empty reply are one change.
    updated_at: (isSent && askedAt) || stored.created_at,
    reply_count: isSent && askedAt !== null ? 1 : 0,
    recipients: status === 'SENT' ? stored.recipients : null,
  };
}

import { isRecipient, LOCKED_AS_SEEN, raisedAsLocked } from '#libs/chat';
import { type MessageView, reached, SHOWN_COLUMNS, SHOWN_NAMES } from './message-view.js';

/** What one statement does to message $1 for user $2; further parameters are its own. */
export interface MessageChange {
  /** More joins to message `m`, chat `c` and participant `p`. */
  readonly joins?: string;
  /** Whether something is left to change. */
  readonly isDue: string;
  /** More columns, of which the writes and what is shown may make use. */
  readonly columns?: readonly string[];
  /** When the statement may decide by itself. */
  readonly isPlain: string;
  /** What it sets in the chat. */
  readonly chat?: string;
  /**
   * The rows that it writes, out of `locked`, which has the columns above and `seq`, the number of the change. The one
   * called `changed` returns the columns that the message shows from now on.
   */
  readonly writes: Readonly<Record<string, string>>;
  /** What the message shows after the change, by column, out of `seen` and `changed`. */
  readonly shown: Readonly<Record<string, string>>;
  /** Columns of the answer besides the message. */
  readonly answer?: readonly string[];
}

/** The message as it is after the statement. */
export interface ChangedMessage extends MessageView {
  /** The chat's number of this change; null when nothing was left to change. */
  readonly seq: number | null;
  /** Number of the chat's latest change of title, status or membership. */
  readonly chat_seq: number;
}

/** Whether message `m` was addressed to participant `p`. */
export const IS_ADDRESSED = isRecipient('c.chat_type', {
  addressedId: 'coalesce(m.addressed_id, m.id)',
  senderId: 'm.sender_id',
  isUser: 'm.is_user',
});

/**
 * The text of a statement that changes something about one message that was sent. No row comes back, and nothing
 * changes, when it is not there for the user, when the statement cannot decide, or when its chat changes at the same
 * time; the caller finds out why.
 */
export function changeText(change: MessageChange): string {
  const { joins = '', isDue, columns = [], isPlain, chat = '', writes, shown, answer = [] } = change;
  const named = (name: string) =>
    shown[name] === undefined
      ? `seen.${name}`
      : `CASE WHEN changed.seq IS NULL THEN seen.${name} ELSE ${shown[name]} END AS ${name}`;
  return `
WITH seen AS (
  SELECT ${[SHOWN_COLUMNS, 'c.chat_type, c.last_seq, c.change_seq AS chat_seq', `${isDue} AS is_due`, ...columns].join(', ')}
  FROM message m JOIN chat c ON c.id = m.chat_id CROSS JOIN LATERAL (
    -- Not joined plainly, which may be planned as a look at all chats of the user.
    SELECT * FROM participant WHERE chat_id = c.id AND user_id = $2 OFFSET 0
  ) p ${joins} ${reached('c.chat_type')}
  WHERE m.id = $1 AND m.status IN ('SENT', 'DELIVERED', 'READ') AND c.status <> 'DELETED' AND upper_inf(p.membership)
    AND ${isPlain}
), locked AS (${LOCKED_AS_SEEN}
), raised AS (${raisedAsLocked(chat)}
), ${Object.entries(writes)
    .map(([name, text]) => `${name} AS (${text})`)
    .join(', ')}
SELECT ${[...SHOWN_NAMES.map(named), 'seen.chat_seq', 'changed.seq', ...answer].join(', ')}
FROM seen LEFT JOIN changed ON true WHERE changed.seq IS NOT NULL OR NOT seen.is_due`;
}

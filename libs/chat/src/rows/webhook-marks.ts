import { RowList, type Statement } from '#libs/database';

/** A chat that changed: its number now, and the one before, up to which everything was told when nothing is due. */
export interface ChatRise {
  readonly chatId: number;
  readonly from: number;
  readonly to: number;
}

const RISES = new RowList<ChatRise>('u', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  due_seq: ['bigint', ({ to }) => to],
  delivered_seq: ['bigint', ({ from }) => from],
});
/** A chat that is due already keeps its turn; one that was given up goes on where it stopped. */
const MARK = `INSERT INTO webhook_due AS d (chat_id, due_seq, delivered_seq, due_since, next_try_at)
  SELECT u.chat_id, u.due_seq, u.delivered_seq, $4::timestamptz, $4::timestamptz FROM ${RISES.sql}
  ON CONFLICT (chat_id) DO UPDATE SET due_seq = EXCLUDED.due_seq,
      due_since = CASE WHEN d.next_try_at IS NULL THEN EXCLUDED.due_since ELSE d.due_since END,
      failures = CASE WHEN d.next_try_at IS NULL THEN 0 ELSE d.failures END,
      failing_since = CASE WHEN d.next_try_at IS NULL THEN NULL ELSE d.failing_since END,
      next_try_at = coalesce(d.next_try_at, EXCLUDED.next_try_at)`;

/** In the transaction of the changes. None when nothing changed. */
export const markStatements = (rises: readonly ChatRise[], now: string): Statement[] =>
  RISES.statements({ name: 'webhook-due.mark', text: MARK }, rises, now);

/** The chat goes, and with it what was due of it: its end counts as one more change. */
export const markPurged = (chatId: number): Statement => ({
  name: 'webhook-due.mark-purged',
  text: `INSERT INTO webhook_due (chat_id, due_seq, delivered_seq, due_since, next_try_at)
    SELECT c.id, c.last_seq + 1, c.last_seq, now(), now() FROM chat c WHERE c.id = $1 ON CONFLICT DO NOTHING`,
  values: [chatId],
});

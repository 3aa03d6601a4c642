/**
 * The chat's part of a statement that makes one change in a chat at once. Whatever changes a chat raises its `last_seq`
 * under its lock. So while that is what the statement saw, all that it saw of the chat, in any table, is as it is now;
 * when it is not, or somebody who holds the lock is about to raise it, the statement changes nothing.
 */

/**
 * Needs `seen`, of one row: among others `chat_id` and `last_seq` as the statement sees them, and `is_due`, whether
 * there is anything to change. Adds `seq`, the number of the change.
 */
export const LOCKED_AS_SEEN = `
  SELECT seen.*, c.last_seq + 1 AS seq
  FROM seen JOIN chat c ON c.id = seen.chat_id AND c.last_seq = seen.last_seq
  WHERE seen.is_due FOR NO KEY UPDATE OF c SKIP LOCKED`;

/** The user of a parameter takes part in the chat. Needs {@link LOCKED_AS_SEEN} as `locked`. */
export const takesPart = (user: string): string => `
  UPDATE participant p SET took_part = true FROM locked
  WHERE p.chat_id = (SELECT chat_id FROM locked) AND p.user_id = ${user} AND NOT p.took_part`;

/** Counts the change. Needs {@link LOCKED_AS_SEEN} as `locked`; `more` sets further columns. */
export const raisedAsLocked = (more = ''): string => `
  UPDATE chat c SET last_seq = locked.seq, updated_at = clock_timestamp()${more}
  FROM locked WHERE c.id = locked.chat_id`;

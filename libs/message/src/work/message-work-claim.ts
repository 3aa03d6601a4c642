import type { Statement } from '#libs/database';
import { IS_CANCELLED, type WorkKind } from '../rows/work-rule.js';

/** What a worker wants next. */
export interface NextClaim {
  readonly kind: WorkKind;
  readonly leaseSeconds: number;
  /** The most open replies of one person; further ones are claimed only to be FAILED. */
  readonly maxReplies: number;
  /** Whose turn was last: the next person's is behind it. */
  readonly after: string;
  /** People whose work waits for now; their replies beyond the limit are claimed all the same. */
  readonly busy: readonly string[];
}

/** No reply waits longer for the files that were sent before it. */
const LONGEST_WAIT_FOR_FILES = '5 minutes';

/** Walks from person to person over the index: what else waits of one of them is not read. */
const PEOPLE = `person (asker) AS (
    (SELECT w.asker FROM message_work w WHERE w.kind = $3 AND w.asker > $4 ORDER BY w.asker LIMIT 1)
    UNION ALL
    SELECT (SELECT w.asker FROM message_work w WHERE w.kind = $3 AND w.asker > p.asker ORDER BY w.asker LIMIT 1)
    FROM person p WHERE p.asker IS NOT NULL
  )`;

const IS_FREE = '(w.leased_until IS NULL OR w.leased_until < clock_timestamp())';

/** The oldest of a person. */
const NEXT_FILE = `SELECT w.chat_id, w.message_id, false AS is_beyond FROM message_work w
  WHERE w.kind = $3 AND w.asker = p.asker AND ${IS_FREE}
  ORDER BY w.message_id LIMIT 1 FOR UPDATE OF w SKIP LOCKED`;

/**
 * The oldest of a person that is first in its chat, or that is beyond the limit. Looked up by its order, what comes
 * before it is one step in an index, however the planner judges the queue.
 */
const NEXT_REPLY = `SELECT w.chat_id, w.message_id, coalesce(w.message_id > latest.id, false) AS is_beyond
  FROM (
    SELECT (SELECT o.message_id FROM message_work o WHERE o.kind = $3 AND o.asker = p.asker
      ORDER BY o.message_id OFFSET $6::integer - 1 LIMIT 1) AS id
  ) latest CROSS JOIN message_work w
  WHERE w.kind = $3 AND w.asker = p.asker AND ${IS_FREE}
    AND (w.message_id > latest.id OR (p.asker <> ALL ($5::text[]) AND (
      SELECT e.message_id FROM message_work e WHERE e.chat_id = w.chat_id AND e.message_id < w.message_id
        AND (e.kind = 'reply' OR w.opened_at > clock_timestamp() - interval '${LONGEST_WAIT_FOR_FILES}')
      ORDER BY e.chat_id, e.message_id LIMIT 1) IS NULL))
  ORDER BY w.message_id LIMIT 1 FOR UPDATE OF w SKIP LOCKED`;

const claimSql = (people: string, next: string) => `WITH RECURSIVE ${PEOPLE}, next AS (
    SELECT first.* FROM person p CROSS JOIN LATERAL (${next}) first WHERE ${people} LIMIT 1
  )
  UPDATE message_work w
  SET lease = $1, leased_until = clock_timestamp() + make_interval(secs => $2), claims = w.claims + 1
  FROM next
  WHERE w.chat_id = next.chat_id AND w.message_id = next.message_id
  RETURNING w.chat_id AS "chatId", w.message_id AS "messageId", w.kind, w.asker,
    w.change_seq AS "changeSeq", w.attempt, w.claims, w.lease,
    next.is_beyond AS "isBeyondLimit", (
      -- Not joined, which may be planned as a walk through all chats.
      SELECT ${IS_CANCELLED} FROM chat c WHERE c.id = w.chat_id) AS "isCancelled"`;

const CLAIM_FILE = claimSql('p.asker <> ALL ($5::text[])', NEXT_FILE);
const CLAIM_REPLY = claimSql('true', NEXT_REPLY);

/**
 * Takes what nobody has, for some seconds: of the next person in the order of their ids, the oldest. Replies of a chat
 * come in turn, after the files that were sent before them.
 */
export function claimStatement(lease: string, { kind, leaseSeconds, maxReplies, after, busy }: NextClaim): Statement {
  const values = [lease, leaseSeconds, kind, after, busy];
  return kind === 'file'
    ? { name: 'message-work.claim-file', text: CLAIM_FILE, values }
    : { name: 'message-work.claim-reply', text: CLAIM_REPLY, values: [...values, maxReplies] };
}

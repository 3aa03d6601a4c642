import { takesPart } from '#libs/chat';
import type { Statement } from '#libs/database';
import { changeText } from '#libs/message';
import { MAX_NAMED, MAX_REACTIONS } from './reaction-limits.js';

/** Somebody's reaction to a message. */
export interface Reacting {
  readonly messageId: number;
  readonly userId: string;
  readonly reaction: string;
}

/** Adds a reaction in one statement; see {@link changeText}. A message with too many others is left out. */
export function additionStatement({ messageId, userId, reaction }: Reacting): Statement {
  return { name: 'reaction.add', text: ADDITION, values: [messageId, userId, reaction] };
}

/** Removes a reaction in one statement; see {@link changeText}. One of more people than are named is left out. */
export function removalStatement({ messageId, userId, reaction }: Reacting): Statement {
  return { name: 'reaction.remove', text: REMOVAL, values: [messageId, userId, reaction] };
}

const IS_THERE = `(SELECT true FROM message_reaction r
    WHERE r.chat_id = m.chat_id AND r.message_id = m.id AND r.user_id = $2 AND r.reaction = $3) IS`;

const COUNT = `coalesce((m.reactions->$3->>'count')::int, 0)`;
const USER_IDS = `coalesce(m.reactions->$3->'user_ids', '[]')`;

const summarized = (count: string, userIds: string) =>
  `jsonb_set(m.reactions, ARRAY[$3], jsonb_build_object('count', ${count}, 'user_ids', ${userIds}))`;

const changed = (reactions: string) => `
  UPDATE message m SET change_seq = locked.seq, updated_at = clock_timestamp(), reactions = ${reactions}
  FROM locked WHERE m.chat_id = locked.chat_id AND m.id = $1 RETURNING locked.seq, m.updated_at, m.reactions`;

const shown = { change_seq: 'changed.seq', updated_at: 'changed.updated_at', reactions: 'changed.reactions' };

const ADDITION = changeText({
  isDue: `${IS_THERE} NULL`,
  isPlain: `(m.reactions ? $3 OR (SELECT count(*) FROM jsonb_object_keys(m.reactions)) < ${MAX_REACTIONS})`,
  writes: {
    added: `
  INSERT INTO message_reaction (chat_id, message_id, user_id, reaction, seq)
  SELECT chat_id, id, $2, $3, seq FROM locked`,
    joined: takesPart('$2'),
    // The latest comes last.
    changed: changed(
      summarized(`${COUNT} + 1`, `${USER_IDS} || CASE WHEN ${COUNT} < ${MAX_NAMED} THEN to_jsonb($2) ELSE '[]' END`),
    ),
  },
  shown,
});

const REMOVAL = changeText({
  isDue: `${IS_THERE} NOT NULL`,
  isPlain: `${COUNT} <= ${MAX_NAMED}`,
  writes: {
    removed: `
  DELETE FROM message_reaction r USING locked
  WHERE r.chat_id = locked.chat_id AND r.message_id = $1 AND r.user_id = $2 AND r.reaction = $3`,
    changed: changed(
      `CASE WHEN ${COUNT} = 1 THEN m.reactions - $3 ELSE ${summarized(`${COUNT} - 1`, `${USER_IDS} - $2`)} END`,
    ),
  },
  shown,
});

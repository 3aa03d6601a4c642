import type pg from 'pg';
import type { Reply } from '../../support/api-client.js';
import { pagesOf } from '../../support/page-walk.js';
import type { TwinChat } from './twin-chat.js';

/** Values that differ between twins to which the same happened. */
const OF_ITS_OWN = new Set([
  'created_at',
  'updated_at',
  'edited_at',
  'deleted_at',
  'request_id',
  'epoch',
  'id',
  'chat_id',
  'instance',
  'detail',
]);

/** What was answered to each change and what there is to see in the end, with names in place of ids. */
export async function outcomeOf(chat: TwinChat, answers: readonly Reply<unknown>[], pool: pg.Pool): Promise<string> {
  const { id, alice, bob, carol, dave } = chat;
  const reader = alice.at(0);
  const pages = await pagesOf(reader, id, { order: 'asc', limit: 100 });
  const changes = await pagesOf(reader, id, { after_seq: 0, limit: 100 });
  const seen = await Promise.all([alice, bob, carol].map((person) => person.at(0).getChat(id)));
  const { rows: work } = await pool.query(
    `SELECT w.kind, w.message_id, w.asker, w.change_seq::int, w.attempt FROM message_work w WHERE chat_id = $1
     ORDER BY w.message_id`,
    [id],
  );
  const { rows: kept } = await pool.query(
    `SELECT last_seq, change_seq, deleted_seq, status,
       (SELECT json_agg(json_build_object('user', p.user_id, 'unread', c.message_count - p.seen_count, 'read', p.read_up_to,
          'delivered', p.delivered_up_to, 'seq', p.change_seq) ORDER BY p.user_id) FROM participant p WHERE p.chat_id = c.id),
       (SELECT count(*) FROM message_reaction r WHERE r.chat_id = c.id),
       (SELECT count(*) FROM receipt r WHERE r.chat_id = c.id)
     FROM chat c WHERE id = $1`,
    [id],
  );
  const ids = pages.flatMap(({ data }) => data.map((message) => message.id));
  const names = new Map<unknown, string>([
    ...ids.map((one, nth) => [one, `message ${nth}`] as const),
    ...ids.map((one, nth) => [String(one), `message ${nth}`] as const),
    ...Object.entries({ alice, bob, carol, dave }).map(([name, { userId }]) => [userId, name] as const),
  ]);
  const shown = answers.map(({ status, body }) => ({ status, body }));
  return JSON.stringify(
    named({ shown, pages, changes, seen: seen.map(({ status, body }) => ({ status, body })), work, kept }, names),
    null,
    1,
  );
}

function named(value: unknown, names: ReadonlyMap<unknown, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => named(one, names));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key, of]) => !OF_ITS_OWN.has(key) || names.has(of))
        .map(([key, of]) => [names.get(key) ?? key, named(of, names)]),
    );
  return names.get(value) ?? value;
}

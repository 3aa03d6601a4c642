// Messages that nobody has marked or reacted to: doing it twice changes nothing, and costs less.
import { connected } from '../postgres.mjs';

const TABLES = { ours: 'message', limit: 'messages' };
/** Odd, and no divisor of what it walks through: each id comes once. */
const STRIDE = 1_234_577;

/** @returns a function that finds so many, no one twice, also for databases with the same data */
export function freshMessages(world) {
  const { messages } = world.shape;
  let nth = Math.floor(Math.random() * messages);
  const draw = (count) => Array.from({ length: count }, () => 1 + ((nth++ * STRIDE) % messages));
  return async (schema, url, count) => {
    const found = [];
    for (let time = 0; found.length < count; time++) {
      if (time === 20) throw new Error('too few messages are left that nobody has marked: run with --fresh');
      found.push(...(await connected(url, (client) => untouched(client, TABLES[schema], draw(2 * count)))));
    }
    let next = 0;
    return () => found[next++ % count];
  };
}

/** Not those of the five big chats: a mark in the chat that everybody is in would wait for the others. */
async function untouched(client, table, ids) {
  const { rows } = await client.query(
    `SELECT id, chat_id AS "chatId" FROM ${table}
    WHERE id = ANY ($1::bigint[]) AND id % 4 <> 0 AND status = 'SENT' AND reactions = '{}'`,
    [ids],
  );
  return rows.map(({ id, chatId }) => ({ id: Number(id), chatId: Number(chatId) }));
}

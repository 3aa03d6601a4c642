// The same work: bare node:http on our schema with our answers. What is slower than this is what Nest and the house
// cost; it has no limits, validates next to nothing, and tells nobody.
import { createHash } from 'node:crypto';
import { serveBare } from './bare-server.mjs';
import { connect } from './connections.mjs';
import { chatJson, cursor, messageJson, placesOf, time } from './same-work-json.mjs';
import * as sql from './same-work-sql.mjs';

// As the product has it: its statements are planned once.
const run = await connect(Number(process.env.DATABASE_POOL_SIZE), '-c plan_cache_mode=force_generic_plan');
const ask = (statement) => run(statement, statement.values);

serveBare({
  async create(user, chatId, message) {
    const hash = createHash('sha256').update(message.content).digest();
    return one(sql.send(user, chatId, message, hash), messageJson);
  },
  async page(user, chatId, limit, before) {
    const statement = sql.page(user, chatId, limit, before || undefined);
    const result = await ask(statement);
    if (result.rows.length === 0) return null;
    const at = placesOf(statement.name, result);
    const found = result.rows.filter((row) => row[at.id] !== null);
    const kept = found.slice(-limit);
    const hasMore = found.length > kept.length;
    const place = hasMore && { walk: 'older', before: Number(kept[0][at.id]), chat_id: chatId };
    return list(kept, at, messageJson, place, `,"last_seq":${result.rows[0][at.last_seq]}`);
  },
  chat: (user, chatId) => one(sql.chat(user, chatId), chatJson),
  async chats(user, limit) {
    const statement = sql.chats(user, limit);
    const result = await ask(statement);
    const at = placesOf(statement.name, result);
    const kept = result.rows.slice(0, limit);
    const place = result.rows.length > limit && placeOf(kept[limit - 1], at);
    return list(kept, at, chatJson, place, '');
  },
  mark: (user, messageId, status) => changed(sql.mark(user, messageId, status), user, messageId),
  react: (user, messageId, reaction) => changed(sql.react(user, messageId, reaction), user, messageId),
});

async function one(statement, toJson) {
  const result = await ask(statement);
  const [row] = result.rows;
  return row === undefined ? null : toJson(row, placesOf(statement.name, result));
}

async function changed(statement, user, messageId) {
  return (await one(statement, messageJson)) ?? (await one(sql.message(user, messageId), messageJson));
}

function list(rows, at, toJson, place, more) {
  let json = '{"data":[';
  for (let nth = 0; nth < rows.length; nth++) json += (nth ? ',' : '') + toJson(rows[nth], at);
  return `${json}],"has_more":${place !== false},"next_cursor":${place === false ? null : cursor(place)}${more}}`;
}

function placeOf(row, at) {
  return { at: Date.parse(JSON.parse(time(row[at.activity_at]))), id: Number(row[at.id]) };
}

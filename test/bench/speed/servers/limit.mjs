// The limit: what a programmer reaches who gives up everything for speed. A lean schema, one named statement a request,
// JSON put together by hand. It counts nothing, numbers nothing, tells nobody, and searches nothing.
import { serveBare } from './bare-server.mjs';
import { connect } from './connections.mjs';
import { CHATS, CREATE, MARK, MESSAGE_OF, ONE_CHAT, PAGE, PAGE_BEFORE, REACT } from './limit-sql.mjs';

const run = await connect(Number(process.env.DATABASE_POOL_SIZE));

serveBare({
  async create(user, chatId, message) {
    const {
      rows: [row],
    } = await run(CREATE, [
      chatId,
      user,
      message.content,
      message.is_user ?? true,
      message.message_type ?? 'TEXT',
      message.message_metadata ? JSON.stringify(message.message_metadata) : null,
      message.parent_message_id ?? null,
    ]);
    return row === undefined ? null : messageJson(row);
  },
  async page(user, chatId, limit, before) {
    const { rows } = before
      ? await run(PAGE_BEFORE, [chatId, user, limit, before])
      : await run(PAGE, [chatId, user, limit]);
    if (rows.length === 0 && (await run(ONE_CHAT, [chatId, user])).rows.length === 0) return null;
    let json = '{"data":[';
    for (let nth = 0; nth < rows.length; nth++) json += (nth ? ',' : '') + messageJson(rows[nth]);
    return `${json}],"next_cursor":${rows.length ? rows[rows.length - 1][0] : 'null'}}`;
  },
  async chat(user, chatId) {
    const {
      rows: [row],
    } = await run(ONE_CHAT, [chatId, user]);
    return row === undefined ? null : `${chatHead(row)}}`;
  },
  async chats(user, limit) {
    const { rows } = await run(CHATS, [user, limit]);
    let json = '{"data":[';
    for (let nth = 0; nth < rows.length; nth++) {
      const row = rows[nth];
      json += `${nth ? ',' : ''}${chatHead(row)},"last_message":${row[11] === null ? 'null' : messageJson(row, 11)}}`;
    }
    return `${json}]}`;
  },
  async mark(user, messageId, status) {
    const {
      rows: [row],
    } = await run(MARK, [messageId, user, status]);
    return row === undefined ? null : messageJson(row);
  },
  async react(user, messageId, reaction) {
    const { rows } = await run(REACT, [messageId, user, reaction]);
    // It is there already, or no such message.
    const [row] = rows.length > 0 ? rows : (await run(MESSAGE_OF, [messageId, user])).rows;
    return row === undefined ? null : messageJson(row);
  },
});

// prettier-ignore
function messageJson(row, at = 0) {
  return '{"id":' + row[at] + ',"chat_id":' + row[at + 1] + ',"content":' + JSON.stringify(row[at + 2]) +
    ',"is_user":' + flag(row[at + 3]) + ',"message_type":"' + row[at + 4] + '","status":"' + row[at + 5] +
    '","message_metadata":' + orNull(row[at + 6]) + ',"parent_message_id":' + orNull(row[at + 7]) +
    ',"reactions":' + row[at + 8] + ',"created_at":' + time(row[at + 9]) + ',"updated_at":' + time(row[at + 10]) + '}';
}

/** Without its closing brace. */
// prettier-ignore
function chatHead(row) {
  return '{"id":' + row[0] + ',"user_id":' + JSON.stringify(row[1]) + ',"session_id":' + JSON.stringify(row[2]) +
    ',"rag_enabled":' + flag(row[3]) + ',"title":' + JSON.stringify(row[4]) + ',"chat_type":"' + row[5] +
    '","status":"' + row[6] + '","chat_metadata":' + orNull(row[7]) + ',"last_message_at":' + time(row[8]) +
    ',"created_at":' + time(row[9]) + ',"updated_at":' + time(row[10]);
}

function time(text) {
  return text === null ? 'null' : `"${text.slice(0, 10)}T${text.slice(11, -3)}Z"`;
}

function orNull(text) {
  return text === null ? 'null' : text;
}

function flag(text) {
  return text === 't' ? 'true' : 'false';
}

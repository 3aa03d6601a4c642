// Our answers, put together by hand out of rows of text.

/** Where each column is, by statement: it stays the same. */
const places = new Map();

export function placesOf(name, { fields }) {
  let known = places.get(name);
  if (known === undefined) {
    known = Object.fromEntries(fields.map((field, nth) => [field.name, nth]));
    places.set(name, known);
  }
  return known;
}

// prettier-ignore
export function messageJson(row, at) {
  return '{"id":' + row[at.id] + ',"chat_id":' + row[at.chat_id] + ',"sender_id":' + JSON.stringify(row[at.sender_id]) +
    text(',"sent_by":', row[at.sent_by]) + text(',"client_message_id":', row[at.client_message_id]) +
    ',"content":' + JSON.stringify(row[at.content]) + ',"is_user":' + flag(row[at.is_user]) +
    ',"message_type":"' + row[at.message_type] + '","status":"' + row[at.status] + '"' +
    json(',"message_metadata":', row[at.message_metadata]) + json(',"parent_message_id":', row[at.parent_message_id]) +
    json(',"thread_root_id":', row[at.thread_root_id]) + ',"reply_count":' + row[at.reply_count] +
    ',"reactions":' + row[at.reactions] + ',"change_seq":' + row[at.change_seq] +
    ',"created_at":' + time(row[at.created_at]) + ',"updated_at":' + time(row[at.updated_at]) + '}';
}

// prettier-ignore
export function chatJson(row, at) {
  return '{"id":' + row[at.id] + ',"user_id":' + JSON.stringify(row[at.owner_id]) +
    ',"session_id":' + JSON.stringify(row[at.session_id]) + ',"rag_enabled":' + flag(row[at.rag_enabled]) +
    text(',"title":', row[at.title]) + ',"chat_type":"' + row[at.chat_type] + '","status":"' + row[at.status] + '"' +
    json(',"chat_metadata":', row[at.chat_metadata]) + ',"participants":' + names(row[at.participants]) +
    preview(row[at.last_message]) + json(',"unread_count":', row[at.unread_count]) + ',"last_seq":' + row[at.last_seq] +
    ',"created_at":' + time(row[at.created_at]) + ',"updated_at":' + time(row[at.updated_at]) + '}';
}

export function cursor(place) {
  return `"${Buffer.from(JSON.stringify({ place, filters: {} })).toString('base64url')}"`;
}

/** As `2026-01-02 03:04:05.6+00`: zeros at the end are not written. */
export function time(written) {
  return `"${written.slice(0, 10)}T${`${written.slice(11, -3)}${written.length === 22 ? '.' : ''}`.padEnd(12, '0')}Z"`;
}

function text(head, value) {
  return value === null || value === undefined ? '' : head + JSON.stringify(value);
}

function json(head, value) {
  return value === null || value === undefined ? '' : head + value;
}

function flag(value) {
  return value === 't' ? 'true' : 'false';
}

/** `{u1,u2}`: the names of the data need no quotes. */
function names(array) {
  return `["${array.slice(1, -1).split(',').join('","')}"]`;
}

/** The stored one has one character more, which tells where it can be cut; the data have no longer texts than that. */
function preview(stored) {
  if (stored === null) return '';
  const { id, sender_id, is_user, message_type, status, content, created_at } = JSON.parse(stored);
  return `,"last_message":${JSON.stringify({ id, sender_id, is_user, message_type, status, content, created_at })}`;
}

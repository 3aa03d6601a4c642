// The operations as requests, which all servers understand.
import { headersOf, tokenOf } from '../../people.mjs';

const bodies = new Map();
const headers = new Map();

/** Signing takes longer than anything else here. */
function cached(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

export const TEXT =
  'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna ' +
  'aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut a';

export const send = (user, chatId) =>
  writing(user, 'POST', `/chats/${chatId}/messages`, { content: TEXT, is_user: true, message_type: 'TEXT' });

export const page = (user, chatId, before) =>
  reading(user, `/chats/${chatId}/messages?limit=50${before === undefined ? '' : `&before=${before}`}`);

export const chat = (user, chatId) => reading(user, `/chats/${chatId}`);

export const chats = (user) => reading(user, '/chats?limit=20');

export const mark = (user, messageId, status) => writing(user, 'PATCH', `/messages/${messageId}/status`, { status });

export const react = (user, messageId, reaction) =>
  writing(user, 'POST', `/messages/${messageId}/reactions`, { reaction });

function reading(user, path) {
  const own = cached(headers, user, () => ({ authorization: `Bearer ${tokenOf(user)}` }));
  return { method: 'GET', path: `/api/v1${path}`, headers: own };
}

function writing(user, method, path, content) {
  const own = cached(bodies, user, () => headersOf(user));
  return { method, path: `/api/v1${path}`, headers: own, body: JSON.stringify(content) };
}

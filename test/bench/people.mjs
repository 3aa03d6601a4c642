// Who talks, and where.
import { issueToken } from '../../dist/libs/auth/src/index.js';

export const SECRET = 'a secret of the benchmarks, which is long enough';

export function tokenOf(userId) {
  return issueToken({ secret: SECRET, subject: userId, isService: false, lifetimeSeconds: 3600 });
}

export function headersOf(userId) {
  return { authorization: `Bearer ${tokenOf(userId)}`, 'content-type': 'application/json' };
}

export function names(prefix, count) {
  return Array.from({ length: count }, (_, nth) => `${prefix}-${nth}`);
}

/** A chat that already has its title. */
export async function createChat(url, owner, chat = {}) {
  const body = JSON.stringify({ title: 'Measured', ...chat });
  const answer = await fetch(`${url}/api/v1/chats`, { method: 'POST', headers: headersOf(owner), body });
  if (!answer.ok) throw new Error(`no chat: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).id;
}

/** Where messages of a chat are sent, by one of its people. */
export function sendingTo(server, chatId, userId) {
  return { url: `${server.url}/api/v1/chats/${chatId}/messages`, headers: headersOf(userId) };
}

// The HTTP of both baselines, by hand on bare node:http: whoever makes it slower cheats.
import { createServer } from 'node:http';
import { createVerifier } from 'fast-jwt';

const verify = createVerifier({ key: process.env.JWT_SECRET, algorithms: ['HS256'], cache: false });

const TYPES = new Set(['TEXT', 'IMAGE', 'FILE', 'SYSTEM']);
const STATUSES = new Set(['SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED']);
const BAD = [400, '{"error":"bad request"}'];
const UNAUTHORIZED = [401, '{"error":"unauthorized"}'];
const NOT_FOUND = [404, '{"error":"not found"}'];

/** Serves six operations out of `store`, whose methods resolve to a JSON text, or null for what is not there. */
export function serveBare(store) {
  createServer((request, response) => {
    if (request.method === 'GET') return answer(request, response, '');
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => answer(request, response, body));
  }).listen(Number(process.env.PORT), '127.0.0.1');
  process.on('SIGTERM', () => process.exit(0));

  function answer(request, response, body) {
    handle(request.method, request.url, request.headers.authorization, body).then(
      (result) => send(response, result),
      (error) => {
        process.stderr.write(`${error.stack}\n`);
        send(response, [500, '{"error":"internal"}']);
      },
    );
  }

  async function handle(method, url, authorization, body) {
    if (url === '/health/ready') return [200, '{}'];
    const user = userOf(authorization);
    if (!user) return UNAUTHORIZED;
    const queryAt = url.indexOf('?');
    // '', api, v1, chats or messages, id, what of it
    const parts = (queryAt < 0 ? url : url.slice(0, queryAt)).split('/');
    if (parts[3] === 'chats') {
      if (parts.length === 4) return method === 'GET' ? [200, await store.chats(user, 20)] : NOT_FOUND;
      const id = idOf(parts[4]);
      if (!id) return BAD;
      if (parts.length === 5) return found(await store.chat(user, id));
      if (parts[5] === 'messages')
        return method === 'POST' ? sending(user, id, body) : page(user, id, queryAt < 0 ? '' : url.slice(queryAt + 1));
    } else if (parts[3] === 'messages' && parts.length === 6) {
      const id = idOf(parts[4]);
      const content = parse(body);
      if (!id || !content) return BAD;
      if (parts[5] === 'status')
        return STATUSES.has(content.status) ? found(await store.mark(user, id, content.status)) : BAD;
      if (parts[5] === 'reactions')
        return typeof content.reaction === 'string' && content.reaction
          ? found(await store.react(user, id, content.reaction))
          : BAD;
    }
    return NOT_FOUND;
  }

  async function sending(user, chatId, body) {
    const message = parse(body);
    if (!isMessage(message)) return BAD;
    const sent = await store.create(user, chatId, message);
    return sent ? [201, sent] : NOT_FOUND;
  }

  async function page(user, chatId, query) {
    let limit = 50;
    let before = 0;
    if (query !== '')
      for (const each of query.split('&')) {
        if (each.startsWith('limit=')) limit = idOf(each.slice(6));
        else if (each.startsWith('before=')) before = idOf(each.slice(7));
      }
    if (!limit || limit > 200) return BAD;
    return found(await store.page(user, chatId, limit, before));
  }
}

function userOf(header) {
  if (!header || !header.startsWith('Bearer ')) return null;
  try {
    return verify(header.slice(7)).sub ?? null;
  } catch {
    return null;
  }
}

function isMessage(message) {
  return (
    message &&
    typeof message.content === 'string' &&
    message.content.length > 0 &&
    (message.is_user === undefined || typeof message.is_user === 'boolean') &&
    (message.message_type === undefined || TYPES.has(message.message_type)) &&
    (message.parent_message_id == null || Number.isInteger(message.parent_message_id))
  );
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function idOf(text) {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : 0;
}

function found(json) {
  return json ? [200, json] : NOT_FOUND;
}

function send(response, [status, body]) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

// The baseline of sending: what a programmer reaches who gives up everything for speed. Bare node:http, a pool of
// 16, our own SQL as a named statement, one message a statement, the same answer. Whoever makes it slower cheats.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createVerifier } from 'fast-jwt';
import pg from 'pg';
import { toMessageDto } from '../../dist/libs/message/src/message.dto.js';
import { sendStatement } from '../../dist/libs/message/src/send-statement.js';

const INT8_OID = 20;
const types = { getTypeParser: (oid, format) => (oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) };

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 16,
  options: '-c plan_cache_mode=force_generic_plan',
});
const verify = createVerifier({ key: process.env.JWT_SECRET, algorithms: ['HS256'], cache: 10_000 });

const http = createServer((request, response) => {
  if (request.method !== 'POST') return response.end();
  send(request).then(
    ([status, answer]) => {
      const body = JSON.stringify(answer);
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    },
    (error) => response.writeHead(500).end(error.message),
  );
});

async function send(request) {
  const { sub } = verify(request.headers.authorization.slice('Bearer '.length));
  const chatId = Number(/^\/api\/v1\/chats\/(\d+)\/messages$/.exec(request.url)?.[1]);
  const { content, client_message_id: clientMessageId } = await json(request);
  const message = { content, clientMessageId, isUser: true, messageType: 'TEXT', status: 'SENT' };
  const actor = { userId: sub, senderId: sub };
  const statement = sendStatement([{ chatId, actor, message, mayNotify: false }]);
  const { rows } = await pool.query({ ...statement, types });
  return rows[0] === undefined ? [404, {}] : [200, toMessageDto(rows[0])];
}

http.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));

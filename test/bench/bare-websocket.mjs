// The baseline of the live feeds: `ws` as its own documentation shows it. No users, no database; whoever sends is
// answered, and then everybody connected is told.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { WebSocketServer } from 'ws';
import { messageOf } from './message-shape.mjs';

const BEAT_EVERY_MS = 15_000;

const http = createServer((request, response) => {
  if (request.method === 'POST') void take(request, response);
  else response.end();
});
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });

async function take(request, response) {
  const message = messageOf(await json(request));
  response.setHeader('content-type', 'application/json').end(JSON.stringify(message));
  const { chat_id, change_seq: seq } = message;
  const text = JSON.stringify({ type: 'changed', chat_id, seq, messages: [message] });
  // As we do: the answer first.
  setImmediate(() => broadcast(text));
}

function broadcast(text) {
  for (const socket of sockets.clients) socket.send(text);
}

sockets.on('connection', (socket) => {
  socket.isAlive = true;
  socket.on('pong', () => (socket.isAlive = true));
  socket.on('error', () => undefined);
});
setInterval(() => {
  for (const socket of sockets.clients) {
    if (!socket.isAlive) socket.terminate();
    socket.isAlive = false;
    socket.ping();
  }
}, BEAT_EVERY_MS);

http.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));

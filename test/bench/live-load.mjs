// Opens WebSockets, sends messages at a fixed rate, and clocks when they are heard of: one process, so one clock.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { percentile } from './figures.mjs';
import { textOf } from './texts.mjs';

const OPENED_AT_ONCE = 50;
const KEY = Buffer.from('"client_message_id":"');
const LAST_FRAMES_WITHIN_MS = 20_000;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const sockets = [];
/** Frames, in columns: which message, over which server, when. */
let heard = { message: [], server: [], at: [] };

const can = { open, closeAll, send };

process.on('message', ({ what, ...how }) => {
  can[what](how).then(
    (answer) => process.send(answer),
    (error) => process.send({ failed: `${what}: ${error.message}` }),
  );
});

/** One connection for each token. */
async function open({ url, tokens, server = 0 }) {
  for (let first = 0; first < tokens.length; first += OPENED_AT_ONCE)
    await Promise.all(tokens.slice(first, first + OPENED_AT_ONCE).map((token) => openOne(url, token, server)));
  return { open: sockets.length };
}

function openOne(url, token, server) {
  const headers = { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime`, { perMessageDeflate: false, headers });
  sockets.push(socket);
  socket.on('message', (data) => hear(data, server));
  return new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
}

function hear(data, server) {
  const start = data.indexOf(KEY);
  if (start === -1) return;
  heard.at.push(performance.now());
  heard.message.push(Number.parseInt(data.toString('latin1', start + KEY.length, start + KEY.length + 9), 10));
  heard.server.push(server);
}

async function closeAll() {
  for (const socket of sockets.splice(0)) socket.terminate();
  return {};
}

/** `targets` take turns; each message is expected by `listeners`. The number of a message is its key. */
async function send({ targets, perSecond, seconds, listeners, from }) {
  heard = { message: [], server: [], at: [] };
  const sends = [];
  const begin = performance.now();
  for (let nth = 0; nth < perSecond * seconds; nth++) {
    const wait = begin + (nth * 1_000) / perSecond - performance.now();
    if (wait > 0.5) await sleep(wait);
    sends.push(post(targets[nth % targets.length], from + nth));
  }
  const sent = await Promise.all(sends);
  const took = performance.now() - begin;
  const expected = sent.length * listeners;
  const limit = performance.now() + LAST_FRAMES_WITHIN_MS;
  while (heard.at.length < expected && performance.now() < limit) await sleep(20);
  return {
    sent: sent.length,
    perSecond: (sent.length * 1_000) / took,
    delivered: heard.at.length,
    expected,
    ...latencies(sent, from),
  };
}

/** A fixed width, so that every message has the same size. */
function post({ url, headers, server = 0 }, key) {
  const start = performance.now();
  const body = JSON.stringify({ content: textOf(key), client_message_id: String(key).padStart(9, '0') });
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    sending.once('error', reject);
    sending.once('response', (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`answered ${answer.statusCode}`));
      answer.resume().once('end', () => resolve({ start, answer: performance.now(), server }));
    });
    sending.end(body);
  });
}

/** In ms: from the beginning of the send, and from its answer, to each frame; and where both were on one server or not. */
function latencies(sent, from) {
  const all = { post: [], answer: [], same: [], other: [] };
  for (const [nth, at] of heard.at.entries()) {
    const { start, answer, server } = sent[heard.message[nth] - from];
    all.post.push(at - start);
    all.answer.push(at - answer);
    all[server === heard.server[nth] ? 'same' : 'other'].push(at - start);
  }
  const entries = Object.entries(all).flatMap(([name, values]) => [
    [`${name}50`, percentile(values, 50)],
    [`${name}99`, percentile(values, 99)],
  ]);
  return Object.fromEntries(entries);
}

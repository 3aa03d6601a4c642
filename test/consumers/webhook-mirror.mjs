/**
 * Keeps a copy of every chat in files, by webhooks: `node webhook-mirror.mjs FOLDER`, with WEBHOOK_SECRET and
 * RECEIVER_PORT (8787). Of each chat there is `FOLDER/<chat id>.json`: `{ seq, chat, messages }`, and nothing once it is
 * DELETED. What was answered is on the disk, so it may be killed anywhere.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';

const { WEBHOOK_SECRET, RECEIVER_PORT = '8787' } = process.env;
const [folder] = process.argv.slice(2);
const MAX_BODY_BYTES = 32 * 1024 * 1024;
if (!WEBHOOK_SECRET || !folder) {
  console.error('usage: WEBHOOK_SECRET=… [RECEIVER_PORT=…] node webhook-mirror.mjs FOLDER');
  process.exit(1);
}
const webhook = new Webhook(WEBHOOK_SECRET);
await mkdir(folder, { recursive: true });

async function load(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return { seq: 0, messages: {} };
    throw error;
  }
}

/** What is older than what is known changes nothing, whenever it comes. */
async function apply({ chat_id, seq, chat, messages = [] }) {
  const file = path.join(folder, `${chat_id}.json`);
  const known = await load(file);
  const isOlder = chat === undefined || (chat.last_seq ?? Infinity) < (known.chat?.last_seq ?? 0);
  if (!isOlder && chat.status === 'DELETED') return rm(file, { force: true });
  if (!isOlder) known.chat = chat;
  for (const message of messages)
    if (message.change_seq >= (known.messages[message.id]?.change_seq ?? 0)) known.messages[message.id] = message;
  known.seq = Math.max(known.seq, seq);
  await writeFile(`${file}.new`, JSON.stringify(known));
  await rename(`${file}.new`, file);
}

/** One after the other: two calls of one chat would read the same file. */
let turn = Promise.resolve();

async function bodyOf(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function take(request, response) {
  let event;
  try {
    event = webhook.verify(await bodyOf(request), request.headers);
  } catch (error) {
    console.error(`refused: ${error.message}`);
    return response.writeHead(401).end();
  }
  try {
    const applied = turn.then(() => apply(event.data));
    turn = applied.catch(() => {});
    await applied;
    response.writeHead(204).end();
  } catch (error) {
    console.error(`not stored: ${error.message}`);
    response.writeHead(500).end(); // it comes again
  }
}

createServer((request, response) => void take(request, response)).listen(Number(RECEIVER_PORT), '127.0.0.1', () =>
  console.log(`listening on port ${RECEIVER_PORT}`),
);

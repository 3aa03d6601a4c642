/**
 * Tells people of new messages, as a sender of push notices would: `node push-sender.mjs FOLDER`, with CHAT_URL and
 * CHAT_TOKEN (of a service). Here a notice is a line of FOLDER/sent: `{ "to", "chat_id", "message_id", "text" }`; a
 * product calls a push service instead, with `<message_id>:<to>` as the key by which that one drops repetitions.
 *
 * It hears the feed of every chat. FOLDER/state.json says up to which number it has told of each chat, and from when on
 * a walk has to look. Both are on the disk only after the notices, so it may be killed anywhere: what it had sent and
 * not noted is sent once more, and nothing is left out.
 */
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const { CHAT_URL, CHAT_TOKEN } = process.env;
const [folder] = process.argv.slice(2);
const fail = (reason) => (console.error(`push-sender: ${reason}`), process.exit(1));
if (!CHAT_URL || !CHAT_TOKEN || !folder) fail('usage: CHAT_URL=… CHAT_TOKEN=… node push-sender.mjs FOLDER');
const OVERLAP_MS = 60_000;
const stateFile = path.join(folder, 'state.json');
await mkdir(folder, { recursive: true });
/** `begun`: older messages are nobody's news. `since`: all before is told. `seqs`: by chat; a table in a product. */
const state = await readFile(stateFile, 'utf8').then(JSON.parse, () => ({
  begun: undefined,
  since: undefined,
  seqs: {},
}));

async function request(url, headers = {}, signal = AbortSignal.timeout(15_000)) {
  const answer = await fetch(`${CHAT_URL}/api/v1${url}`, {
    headers: { authorization: `Bearer ${CHAT_TOKEN}`, ...headers },
    signal,
  });
  if (answer.ok) return answer;
  const { code, detail } = await answer.json().catch(() => ({}));
  if (answer.status === 401) fail(detail); // whoever starts it has to give it a new token
  const leastMs = Number(answer.headers.get('retry-after') ?? 0) * 1000;
  throw Object.assign(new Error(`${answer.status} ${code}: ${detail}`), { status: answer.status, leastMs });
}

async function* pages(url, query) {
  for (let next = query; next;) {
    const page = await (await request(`${url}?${new URLSearchParams({ limit: 100, ...next })}`)).json();
    yield page;
    next = page.next_cursor && { cursor: page.next_cursor };
  }
}

/** Whom a message is for: everybody in the chat but its sender. Acts are for nobody. */
function noticesOf({ id, chat_id, sender_id, message_type, deleted_at, created_at, content }, { participants }) {
  if (message_type === 'SYSTEM' || deleted_at || created_at < state.begun) return [];
  const others = participants.filter((to) => to !== sender_id);
  return others.map((to) => ({ to, chat_id, message_id: id, text: content.slice(0, 100) }));
}

/** Tells of what is new since `seq`. Of the messages up to `told` people know, but for those still `open` then. */
async function tell(chatId) {
  const known = state.seqs[chatId] ?? { seq: 0, told: 0, open: [] };
  try {
    const chat = await (await request(`/chats/${chatId}`)).json();
    const changed = new Map();
    let { seq } = known;
    for await (const page of pages(`/chats/${chatId}/messages`, { after_seq: known.seq })) {
      for (const message of page.data) changed.set(message.id, message);
      seq = page.last_seq;
    }
    const messages = [...changed.values()].sort((one, other) => one.id - other.id);
    const fresh = messages.filter(({ id }) => id > known.told || known.open.includes(id));
    const isOpen = ({ status }) => ['SENDING', 'FAILED'].includes(status);
    const notices = fresh.filter((message) => !isOpen(message)).flatMap((message) => noticesOf(message, chat));
    if (notices.length > 0)
      await appendFile(path.join(folder, 'sent'), notices.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const open = [...known.open.filter((id) => !changed.has(id)), ...fresh.filter(isOpen).map(({ id }) => id)];
    state.seqs[chatId] = { seq, told: Math.max(known.told, messages.at(-1)?.id ?? 0), open };
  } catch (error) {
    if (error.status !== 404) throw error; // DELETED, or purged: nobody is told any more
  }
}

/** By chat: the number that it has reached, as far as was heard. Nothing else is kept, however much is to be done. */
const due = new Map();
let wake = () => {};
/** The latest `at` that was heard, once the walk is over. */
let heardAt;

function hear(chatId, seq) {
  if (seq <= (state.seqs[chatId]?.seq ?? -1)) return;
  due.set(chatId, Math.max(seq, due.get(chatId) ?? 0));
  wake();
}

async function save() {
  await writeFile(`${stateFile}.new`, JSON.stringify(state));
  await rename(`${stateFile}.new`, stateFile);
}

async function work() {
  for (let failures = 0; ;) {
    if (due.size === 0) {
      // All that was heard up to then is told.
      if (heardAt) state.since = heardAt;
      await save();
      if (due.size === 0) await new Promise((go) => (wake = go));
    }
    const batch = [...due.keys()].slice(0, 50);
    for (const chatId of batch) due.delete(chatId);
    const results = await Promise.allSettled(batch.map(tell));
    await save();
    const failed = results.flatMap(({ status, reason }, nth) =>
      status === 'rejected' ? [{ chatId: batch[nth], reason }] : [],
    );
    for (const { chatId } of failed) due.set(chatId, due.get(chatId) ?? 0);
    failures = failed.length > 0 ? failures + 1 : 0;
    for (const { reason } of failed.slice(0, 1)) console.error(`push-sender: ${reason.message}`);
    if (failures > 0)
      await pause(Math.max(failed[0].reason.leastMs ?? 0, Math.random() * Math.min(30_000, 500 * 2 ** failures)));
  }
}

/** What changed while nobody listened: every chat that changed since, a minute more than that. */
async function walk(at) {
  state.begun ??= at;
  const since = new Date(Date.parse(state.since ?? state.begun) - OVERLAP_MS).toISOString();
  for await (const { data } of pages('/chats', { updated_since: since }))
    for (const { id, last_seq } of data) hear(id, last_seq);
  heardAt = at;
  wake();
  console.log(`walked from ${since}`);
}

/** One connection. It throws when it breaks, or when nothing comes for a minute. */
async function listen(onHello) {
  const gone = new AbortController();
  const timer = setTimeout(() => gone.abort(new Error('silence')), 60_000); // 2 × heartbeat_ms
  heardAt = undefined;
  let walking = Promise.resolve();
  try {
    const feed = await request('/chats', { accept: 'text/event-stream' }, gone.signal);
    let text = '';
    for await (const piece of feed.body.pipeThrough(new TextDecoderStream())) {
      timer.refresh();
      const blocks = (text + piece).split('\n\n');
      text = blocks.pop();
      for (const block of blocks) {
        const [, type, data] = /^event: (.+)\ndata: (.+)$/m.exec(block) ?? [];
        if (!type) continue;
        const { at, chats = [], chat_id, seq } = JSON.parse(data);
        if (type === 'changed') hear(chat_id, seq);
        for (const { id, last_seq } of chats) hear(id, last_seq);
        // Subscribed first, looked after that: nothing falls in between.
        if (type === 'hello')
          walking = walking
            .then(() => walk(at))
            .then(onHello)
            .catch((error) => gone.abort(error));
        if (type === 'heads' && heardAt) heardAt = at;
      }
    }
    throw new Error('the connection ended');
  } finally {
    clearTimeout(timer);
    await walking;
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
void work();
for (let losses = 0; ; losses++) {
  const error = await listen(() => (losses = 0)).catch((reason) => reason);
  console.error(`push-sender: ${error.message}`);
  await pause(Math.max(error.leastMs ?? 0, Math.random() * Math.min(30_000, 500 * 2 ** losses)));
}

/**
 * Answers questions in the groups that it is a participant of: `node support-bot.mjs answers.json`, with CHAT_URL,
 * CHAT_TOKEN (of a service) and CHAT_HUMAN (named when there is no answer). CHAT_BOT is its name (support-bot),
 * CHAT_IGNORE lists other bots, as far as they write as users. answers.json has the words of a question and what to
 * say then: `{ "opening hours": "Monday to Friday, 9:00 to 17:00" }`.
 *
 * It keeps nothing: what it has READ is done, and what it sends is named after the question, so it takes effect once,
 * however often and in however many copies it is sent. Therefore it may end, or be killed, anywhere.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const { CHAT_URL, CHAT_TOKEN, CHAT_HUMAN, CHAT_BOT: bot = 'support-bot', CHAT_IGNORE = '' } = process.env;
const fail = (reason) => (console.error(`support-bot: ${reason}`), process.exit(1));
const [file] = process.argv.slice(2);
if (!CHAT_URL || !CHAT_TOKEN || !CHAT_HUMAN || !file)
  fail('usage: CHAT_URL=… CHAT_TOKEN=… CHAT_HUMAN=… node support-bot.mjs answers.json');
const table = await readFile(file, 'utf8')
  .then(JSON.parse)
  .catch((error) => fail(`${file}: ${error.message}`));
const answers = Object.entries(table).map(([words, text]) => ({ words: words.toLowerCase().split(/\s+/), text }));
const ignored = new Set([bot, ...CHAT_IGNORE.split(',')]);
const name = bot.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const mention = new RegExp(`(?<![\\p{L}\\p{N}_])@${name}(?![\\p{L}\\p{N}_-])`, 'iu');
const headers = { authorization: `Bearer ${CHAT_TOKEN}`, 'content-type': 'application/json' };

/** Not before the server wants it. */
function backOff(failures, { leastMs = 0 } = {}) {
  return pause(leastMs + Math.random() * Math.min(30_000, 500 * 2 ** failures));
}

async function request(path, options) {
  const answer = await fetch(`${CHAT_URL}/api/v1${path}`, { headers, ...options });
  if (answer.ok) return answer;
  const { code, detail, request_id } = await answer.json().catch(() => ({}));
  const error = new Error(`${answer.status} ${code}: ${detail} (request ${request_id})`);
  if (answer.status === 401) fail(error.message); // whoever starts it has to give it a new token
  const isFinal = answer.status < 500 && ![408, 429].includes(answer.status);
  const isGone = answer.status === 404; // chat_not_found or message_not_found: the bot was removed
  throw Object.assign(error, { code, isFinal, isGone, leastMs: Number(answer.headers.get('retry-after') ?? 0) * 1000 });
}

/** A service names the user that it acts for: in the query of a GET, in the body of a POST or PATCH. */
async function call(method, path, fields) {
  const named = { user_id: bot, ...fields };
  const [query, body] = method === 'GET' ? [`?${new URLSearchParams(named)}`] : ['', JSON.stringify(named)];
  const answer = await request(path + query, { method, body, signal: AbortSignal.timeout(15_000) });
  return answer.json();
}

async function* pages(path, fields) {
  for (let query = fields; query;) {
    const page = await call('GET', path, { limit: 100, ...query });
    yield page;
    query = page.has_more && { cursor: page.next_cursor };
  }
}

/** Its human may write in a thread without being answered. */
async function isForBot({ chat_id, sender_id, parent_message_id, content }) {
  if (mention.test(content)) return true;
  if (!parent_message_id || sender_id === CHAT_HUMAN) return false;
  const { data } = await call('GET', `/chats/${chat_id}/messages`, { around: parent_message_id, limit: 1 });
  return data.some(({ id, sender_id: sender }) => id === parent_message_id && sender === bot);
}

async function answer(message) {
  const { id, chat_id, sender_id, is_user, message_type, status } = message;
  if (!is_user || ignored.has(sender_id) || message_type !== 'TEXT') return; // bots write with is_user: false
  if (['SENDING', 'FAILED'].includes(status) || !(await isForBot(message))) return;
  const question = message.content.toLowerCase();
  const found = answers.find(({ words }) => words.every((word) => question.includes(word)));
  const reply = { parent_message_id: id, content: found?.text ?? `@${CHAT_HUMAN}, can you help?`, is_user: false };
  try {
    await call('POST', `/chats/${chat_id}/messages`, { ...reply, client_message_id: `answer-${id}` });
    if (!found) await call('POST', `/messages/${id}/reactions`, { reaction: '👀' });
    console.log(`answered ${id} in chat ${chat_id}`);
  } catch (error) {
    if (error.code === 'idempotency_key_reused') return; // answered already, out of another table
    if (!error.isFinal || error.isGone || ['chat_archived', 'chat_deleted'].includes(error.code)) throw error;
    console.error(`support-bot: no answer to message ${id}: ${error.message}`);
  }
}

/** By chat: everything up to `done` is handled; the bot was not there for the messages in `away`. */
const places = new Map();

async function findPlace(chatId) {
  const { chat, receipts = [] } = await call('GET', `/chats/${chatId}/messages`, { after_seq: 0, limit: 1 });
  const { read_up_to = 0, away = [] } = receipts.find(({ user_id }) => user_id === bot) ?? {};
  const done = away.reduce((id, { after, until }) => (after <= id && until > id ? until : id), read_up_to);
  const place = { done, away, isGroup: chat.chat_type === 'GROUP' };
  places.set(chatId, place);
  return place;
}

/** READ with `up_to` covers what is SENDING, too, and it would never be unread. So READ stops before it, for 10 minutes. */
const isOnItsWay = ({ status, is_user, updated_at }) =>
  status === 'SENDING' && is_user && Date.now() - Date.parse(updated_at) < 600_000;

async function catchUp(chatId) {
  const place = places.get(chatId) ?? (await findPlace(chatId));
  if (!place.isGroup) return;
  let mayRead = true;
  for await (const { data } of pages(`/chats/${chatId}/messages`, { after: place.done })) {
    let read;
    for (const message of data) {
      const isAway = place.away.some(({ after, until }) => after < message.id && message.id <= until);
      if (!isAway) await answer(message);
      mayRead &&= !isOnItsWay(message);
      if (mayRead) read = message;
    }
    if (read) await call('PATCH', `/messages/${read.id}/status`, { status: 'READ', up_to: true });
    place.done = read?.id ?? place.done;
  }
}

async function findUnread() {
  for await (const { data } of pages('/chats', { chat_type: 'GROUP', status: 'ACTIVE' }))
    for (const { id, unread_count } of data) if (unread_count > 0) wake(id);
}

const due = new Set();
const waiting = new Set();
let isWorking = false;
let failures = 0;

function wake(chatId) {
  if (!waiting.has(chatId)) due.add(chatId);
  if (!isWorking) void work();
}

/** One chat after the other. What failed is done again from its start, which changes nothing that was done. */
async function work() {
  isWorking = true;
  for (const chatId of due) {
    due.delete(chatId);
    try {
      await (chatId === 'all' ? findUnread() : catchUp(chatId));
      failures = 0;
    } catch (error) {
      places.delete(chatId);
      if (!error.isGone) console.error(`support-bot: chat ${chatId}: ${error.message}`);
      if (!error.isFinal) void tryAgain(chatId, error);
    }
  }
  isWorking = false;
}

async function tryAgain(chatId, error) {
  waiting.add(chatId);
  await backOff(failures++, error);
  waiting.delete(chatId);
  wake(chatId);
}

function hear(type, { chats = [], chat_id, messages, chat, receipts }) {
  if (chat) places.delete(chat_id); // the bot may have been removed and added
  if (type === 'hello') places.clear();
  if (type === 'hello' || (type === 'heads' && chats.length > 0)) wake('all'); // for what was lost on the way
  const isNews = chat ?? messages?.some(({ sender_id }) => sender_id !== bot) ?? !receipts;
  if (type === 'changed' && isNews) wake(chat_id);
}

/** One connection to the feed of everything. It throws when it breaks, or when nothing comes for a minute. */
async function listen(onHello) {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(new Error('silence')), 60_000); // 2 × heartbeat_ms
  try {
    const options = { headers: { ...headers, accept: 'text/event-stream' }, signal: silent.signal };
    const feed = await request(`/chats?${new URLSearchParams({ user_id: bot })}`, options);
    let text = '';
    for await (const piece of feed.body.pipeThrough(new TextDecoderStream())) {
      timer.refresh();
      const blocks = (text + piece).split('\n\n');
      text = blocks.pop();
      for (const block of blocks) {
        const [, type, data] = /^event: (.+)\ndata: (.+)$/m.exec(block) ?? [];
        if (type === 'hello') onHello();
        if (type) hear(type, JSON.parse(data));
      }
    }
    throw new Error('the connection ended');
  } finally {
    clearTimeout(timer);
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
for (let losses = 0; ; losses++) {
  const onHello = () => ((losses = 0), console.log(`listening as ${bot}`));
  const error = await listen(onHello).catch((reason) => reason);
  if (error.isFinal) fail(error.message);
  console.error(`support-bot: ${error.message}`);
  await backOff(losses, error);
}

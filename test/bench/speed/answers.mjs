// Before anything is timed: the servers give the same answers. Ours and the same work to the letter, but for ids, numbers and
// times of what was sent just now; the limit in what its lean schema knows.
import { isDeepStrictEqual } from 'node:util';
import * as requests from './works/requests.mjs';

/** @returns how many answers were compared, about these chats @throws Error with both answers where they differ */
export async function compareAnswers(servers, world, random, chatIds) {
  const { messages } = world.shape;
  const reads = chatIds.flatMap((chatId) => {
    const owner = world.ownerOf(chatId);
    return [
      [requests.page(owner, chatId), undefined],
      [requests.page(owner, chatId, 1 + random(messages)), toKnownPage],
      [requests.chat(owner, chatId), toKnownChat],
      [requests.chats(owner), toLength],
    ];
  });
  for (const [request, known] of reads) await compare(servers, request, { whole: asItIs, known });
  for (const chatId of chatIds) await compareWrites(servers, world.ownerOf(chatId), chatId);
  for (const [request, known] of reads) await compare(servers, request, { whole: asItIs, known });
  return reads.length * 2 + chatIds.length * 4;
}

/** Each server sends, reacts and marks; what it answers, ours must show to whoever reads afterwards. */
async function compareWrites(servers, owner, chatId) {
  const sent = await compare(servers, requests.send(owner, chatId), { whole: withoutPlace, known: toKnownMessage });
  const steps = [
    (id) => requests.react(owner, id, 'wow'),
    (id) => requests.mark(owner, id, 'DELIVERED'),
    (id) => requests.mark(owner, id, 'READ'),
  ];
  for (const step of steps) {
    const answers = {};
    for (const [name, server] of Object.entries(servers)) answers[name] = await ask(server, step(sent[name].id));
    same(answers, { whole: withoutPlace, known: toKnownMessage }, step.toString());
    for (const name of Object.keys(servers).filter((each) => each !== 'limit')) {
      const page = await ask(servers.ours, requests.page(owner, chatId, answers[name].id + 1));
      same({ ours: page.data.at(-1), [name]: answers[name] }, { whole: asItIs }, 'what is read afterwards');
    }
  }
}

async function compare(servers, request, how) {
  const answers = {};
  for (const [name, server] of Object.entries(servers)) answers[name] = await ask(server, request);
  same(answers, how, `${request.method} ${request.path}`);
  return answers;
}

function same({ ours, ...others }, { whole, known }, what) {
  for (const [name, other] of Object.entries(others)) {
    const shape = name === 'limit' ? known : whole;
    if (shape === undefined) continue;
    const [expected, actual] = [shape(ours), shape(other)];
    if (isDeepStrictEqual(expected, actual)) continue;
    throw new Error(
      `${name} answers otherwise to ${what}:\n${JSON.stringify(actual).slice(0, 2_000)}\nours:\n${JSON.stringify(expected).slice(0, 2_000)}`,
    );
  }
}

async function ask({ url, name }, { path, ...how }) {
  const { method } = how;
  const answer = await fetch(url + path, { ...how, signal: AbortSignal.timeout(30_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${name} answers ${answer.status} to ${method} ${path}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

const asItIs = (answer) => answer;

/** Two servers that send the same have two messages of it. */
function withoutPlace({ id: _id, change_seq: _seq, created_at: _created, updated_at: _updated, ...rest }) {
  return rest;
}

/** What earlier runs have sent is not the same in both databases. */
function toLength({ data }) {
  return data.length;
}

/** Nor what they have marked. The order is the other way round. */
function toKnownPage({ data }) {
  return data
    .map(({ id, chat_id, content, is_user, message_type }) => ({ id, chat_id, content, is_user, message_type }))
    .toSorted((a, b) => a.id - b.id);
}

function toKnownMessage({ chat_id, content, is_user, message_type, status, reactions }) {
  const people = Object.entries(reactions).map(([reaction, given]) => [reaction, given.user_ids ?? given]);
  return { chat_id, content, is_user, message_type, status, reactions: Object.fromEntries(people) };
}

function toKnownChat({ id, user_id, session_id, rag_enabled, title, chat_type, status }) {
  return { id, user_id, session_id, rag_enabled, title, chat_type, status };
}

import assert from 'node:assert/strict';
import { type NineOperations, type Problem, Refused } from './nine-operations.js';

export interface Person {
  readonly id: string;
  readonly api: NineOperations;
}

const METADATA = {
  source: 'web',
  n: 1.5,
  nested: { list: [1, null, 'two', { deep: true }], empty: {} },
  'ключ 👩‍👩‍👧': '',
};

/** The second needs more than one code point; of the others every character that a path would take for its own. */
const REACTIONS = ['👍', '👩‍👩‍👧', 'a/b?c', '100%', '%2F#;+&='];

const NOBODYS_CHAT = Number.MAX_SAFE_INTEGER;

/** A conversation that uses all nine operations, and says of each answer what it must be. */
export async function scenario(alice: Person, bob: Person): Promise<void> {
  const chatId = await createsAChat(alice, bob);
  const messageIds = await talks(alice, bob, chatId);
  await reacts(bob, messageIds[0] ?? 0);
  await takesAReply(alice);
  await walksPages(alice);
  await isRefused(alice, bob, chatId, messageIds[0] ?? 0);
}

async function createsAChat(alice: Person, bob: Person): Promise<number> {
  const chat = {
    session_id: 'order-1042',
    chat_type: 'GROUP',
    participants: [bob.id],
    chat_metadata: METADATA,
  } as const;
  const created = await alice.api.createChat({ ...chat, participants: [bob.id] });
  assert.deepEqual(created.participants, [alice.id, bob.id]);
  assert.deepEqual([created.user_id, created.status, created.chat_type], [alice.id, 'ACTIVE', 'GROUP']);
  assert.deepEqual(created.chat_metadata, METADATA);
  assert.deepEqual([created.title ?? 'none', created.last_message ?? 'none'], ['none', 'none']);
  assert.equal((await alice.api.createChat({ ...chat, participants: [bob.id] })).id, created.id);
  assert.equal((await bob.api.getChat(created.id)).session_id, 'order-1042');
  return created.id;
}

async function talks(alice: Person, bob: Person, chatId: number): Promise<number[]> {
  const question = { content: 'Where is “it”? 🛒', client_message_id: 'q-1', message_metadata: METADATA };
  const first = await alice.api.sendMessage(chatId, question);
  assert.deepEqual([first.content, first.status, first.is_user], [question.content, 'SENT', true]);
  assert.deepEqual([first.receipts?.recipients, first.receipts?.read], [1, 0]);
  assert.deepEqual(first.message_metadata, METADATA);
  assert.deepEqual([first.parent_message_id ?? 'none', first.reply ?? 'none'], ['none', 'none']);
  assert.equal((await alice.api.sendMessage(chatId, question)).id, first.id);
  const answer = await bob.api.sendMessage(chatId, { content: 'On its way', parent_message_id: first.id });
  assert.equal(answer.parent_message_id, first.id);
  const last = await alice.api.sendMessage(chatId, { content: 'Thank you' });
  assert.equal((await bob.api.getChat(chatId)).unread_count, 2);
  const read = await bob.api.updateMessageStatus(last.id, { status: 'READ', up_to: true });
  assert.deepEqual([read.status, read.receipts?.read], ['READ', 1]);
  assert.equal((await bob.api.updateMessageStatus(last.id, { status: 'DELIVERED' })).status, 'READ');
  assert.equal((await bob.api.getChat(chatId)).unread_count, 0);
  const latest = await bob.api.listMessages(chatId, { limit: 1 });
  assert.deepEqual([latest.data[0]?.id, latest.data[0]?.created_at], [last.id, last.created_at]);
  return [first.id, answer.id, last.id];
}

async function reacts({ id, api }: Person, messageId: number): Promise<void> {
  for (const reaction of REACTIONS) await api.addReaction(messageId, reaction);
  const all = Object.fromEntries(REACTIONS.map((reaction) => [reaction, { count: 1, user_ids: [id] }]));
  assert.deepEqual((await api.addReaction(messageId, '👍')).reactions, all);
  for (const reaction of REACTIONS) {
    delete all[reaction];
    assert.deepEqual((await api.removeReaction(messageId, reaction)).reactions, all, `removes ${reaction}`);
  }
}

async function takesAReply({ api }: Person): Promise<void> {
  const { id } = await api.createChat({ rag_enabled: true });
  const { reply } = await api.sendMessage(id, { content: 'How long do refunds take?' }, 'wait=20');
  assert.deepEqual([reply?.sender_id, reply?.is_user, reply?.status], ['assistant', false, 'SENT']);
  // Only a GROUP has receipts, and only what a client sent has its id.
  assert.deepEqual([reply?.receipts ?? 'none', reply?.client_message_id ?? 'none'], ['none', 'none']);
}

async function walksPages({ api }: Person): Promise<void> {
  const { id } = await api.createChat({});
  const sent: number[] = [];
  for (const content of ['one', 'two', 'three']) sent.push((await api.sendMessage(id, { content })).id);
  const first = await api.listMessages(id, { limit: 2, order: 'asc' });
  assert.deepEqual([first.has_more, typeof first.next_cursor], [true, 'string']);
  const second = await api.listMessages(id, { limit: 2, cursor: first.next_cursor ?? '' });
  assert.deepEqual([second.has_more, second.next_cursor ?? 'none'], [false, 'none']);
  assert.deepEqual(
    [...first.data, ...second.data].map((message) => message.id),
    sent,
  );
  const chats = await api.listChats({ limit: 2 });
  const rest = await api.listChats({ limit: 2, cursor: chats.next_cursor ?? '' });
  assert.deepEqual([chats.data[0]?.id, chats.data[0]?.last_message?.content], [id, 'three']);
  assert.deepEqual([chats.data.length, rest.data.length, rest.next_cursor ?? 'none'], [2, 1, 'none']);
}

async function isRefused(alice: Person, bob: Person, chatId: number, messageId: number): Promise<void> {
  assert.deepEqual(codes(await problemOf(alice.api.getChat(NOBODYS_CHAT))), [404, 'chat_not_found']);
  // 80 bytes: the limit is 64, and the 64 of the document are characters.
  const tooLong = await problemOf(bob.api.addReaction(messageId, '👍'.repeat(20)));
  assert.deepEqual(
    [...codes(tooLong), tooLong.errors?.map(({ field }) => field)],
    [400, 'validation_failed', ['reaction']],
  );
  assert.deepEqual(codes(await problemOf(bob.api.updateChatStatus(chatId, 'ARCHIVED'))), [400, 'owner_only']);
  assert.equal((await alice.api.updateChatStatus(chatId, 'ARCHIVED')).status, 'ARCHIVED');
  const late = alice.api.sendMessage(chatId, { content: 'Too late' });
  assert.deepEqual(codes(await problemOf(late)), [400, 'chat_archived']);
  assert.equal((await alice.api.updateChatStatus(chatId, 'DELETED')).status, 'DELETED');
  assert.deepEqual(codes(await problemOf(bob.api.listMessages(chatId, {}))), [404, 'chat_not_found']);
}

const codes = ({ status, code }: Problem) => [status, code];

async function problemOf(attempt: Promise<unknown>): Promise<Problem> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Refused) return error.problem;
    throw error;
  }
  throw new assert.AssertionError({ message: 'the server was to refuse this' });
}

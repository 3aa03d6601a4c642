import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Reply } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

/** A GROUP of alice and bob: what bob says, `question`, is addressed to alice. */
interface World {
  readonly chatId: number;
  readonly sessionId: string;
  readonly question: number;
  readonly draft: number;
}

type Outcome = '200' | '404' | '400 chat_archived' | '400 chat_deleted';
type Case = [
  what: string,
  archived: Outcome,
  deleted: Outcome,
  (alice: ApiClient, world: World) => Promise<Reply<unknown>>,
];

const rename = { content: 'x', message_type: 'SYSTEM', message_metadata: { action: 'rename', title: 'New' } };

const CASES: Case[] = [
  [
    'createChat again',
    '200',
    '200',
    (alice, { sessionId }) => alice.createChat({ session_id: sessionId, chat_type: 'GROUP' }),
  ],
  ['getChat', '200', '200', (alice, { chatId }) => alice.getChat(chatId)],
  ['updateChatStatus', '200', '200', (alice, { chatId }) => alice.updateChatStatus(chatId, { status: 'ACTIVE' })],
  ['sendMessage', '400 chat_archived', '400 chat_deleted', (alice, { chatId }) => alice.sendMessage(chatId, 'hello')],
  [
    'a reply',
    '400 chat_archived',
    '400 chat_deleted',
    (alice, { chatId, question }) => alice.sendMessage(chatId, { content: 'x', parent_message_id: question }),
  ],
  ['an act', '400 chat_archived', '400 chat_deleted', (alice, { chatId }) => alice.sendMessage(chatId, rename)],
  [
    'a repeated send',
    '200',
    '404',
    (alice, { chatId }) => alice.sendMessage(chatId, { content: 'mine', client_message_id: 'once' }),
  ],
  ['listMessages', '200', '404', (alice, { chatId }) => alice.listMessages(chatId)],
  [
    'replies',
    '200',
    '404',
    (alice, { chatId, question }) => alice.listMessages(chatId, { parent_message_id: question }),
  ],
  ['a thread', '200', '404', (alice, { chatId, question }) => alice.listMessages(chatId, { thread_root_id: question })],
  ['a search', '200', '404', (alice, { chatId }) => alice.listMessages(chatId, { q: 'question' })],
  ['sync', '200', '404', (alice, { chatId }) => alice.listMessages(chatId, { after_seq: 0 })],
  ['DELIVERED', '200', '404', (alice, { question }) => alice.updateMessageStatus(question, { status: 'DELIVERED' })],
  ['READ', '200', '404', (alice, { question }) => alice.updateMessageStatus(question, { status: 'READ' })],
  [
    'READ up to',
    '200',
    '404',
    (alice, { question }) => alice.updateMessageStatus(question, { status: 'READ', up_to: true }),
  ],
  ['addReaction', '200', '404', (alice, { question }) => alice.addReaction(question, '👍')],
  ['removeReaction', '200', '404', (alice, { question }) => alice.removeReaction(question, '🎉')],
];

describe('what the status of a chat allows', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function startWorld(alice: ApiClient): Promise<World> {
    const bob = api.user('bob');
    const chat = await groupOf(alice, bob);
    const question = await ok(bob.sendMessage(chat.id, 'question'));
    const draft = await ok(alice.sendMessage(chat.id, { content: 'draft', status: 'SENDING' }));
    await ok(alice.sendMessage(chat.id, { content: 'mine', client_message_id: 'once' }));
    await ok(alice.addReaction(question.id, '🎉'));
    return { chatId: chat.id, sessionId: chat.session_id, question: question.id, draft: draft.id };
  }

  const outcome = async (reply: Promise<Reply<unknown>>) => {
    const { status, problem } = await reply;
    return status === 400 ? `400 ${problem.code}` : String(status);
  };

  it.each(CASES)('%s: %s when ARCHIVED, %s when DELETED, 200 once restored', async (_what, archived, deleted, call) => {
    const alice = api.user('alice');
    const world = await startWorld(alice);
    const outcomes = [];
    for (const status of ['DELETED', 'ARCHIVED', 'ACTIVE']) {
      await ok(alice.updateChatStatus(world.chatId, { status }));
      outcomes.push(await outcome(call(alice, world)));
    }
    expect(outcomes).toEqual([deleted, archived, '200']);
  });

  it('binds a service as well', async () => {
    const [alice, bot] = [api.user('alice'), api.service('bot')];
    const { chatId, question, draft } = await startWorld(alice);
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    await refused(bot.sendMessage(chatId, { content: 'x', is_user: false }), 400, 'chat_archived');
    await ok(alice.updateChatStatus(chatId, { status: 'DELETED' }));
    await refused(bot.sendMessage(chatId, { content: 'x', is_user: false }), 400, 'chat_deleted');
    await refused(bot.sendMessage(chatId, 'x'), 400, 'chat_deleted');
    await refused(bot.listMessages(chatId), 404, 'chat_not_found');
    await refused(bot.addReaction(question, '👍', { user_id: alice.userId }), 404, 'message_not_found');
    await refused(bot.updateMessageStatus(draft, { status: 'SENT' }), 404, 'message_not_found');
    await refused(bot.updateMessageStatus(draft, { status: 'FAILED' }), 404, 'message_not_found');
    expect((await ok(bot.getChat(chatId))).status).toBe('DELETED');
  });

  it('hides a DELETED chat from the list of everybody in it', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const listed = async (query: Record<string, string> = {}) => {
      const lists = [await ok(alice.listChats(query)), await ok(bob.listChats(query))];
      return lists.map(({ data }) => data.map((chat) => chat.status));
    };
    expect(await listed()).toEqual([['ACTIVE'], ['ACTIVE']]);
    await ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }));
    expect(await listed()).toEqual([['ARCHIVED'], ['ARCHIVED']]);
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    expect(await listed()).toEqual([[], []]);
    expect(await listed({ status: 'DELETED' })).toEqual([['DELETED'], ['DELETED']]);
    expect((await ok(bob.getChat(id))).status).toBe('DELETED');
  });

  it('refuses a send that meets an archiving, or stores it, and never half', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const sends = Array.from({ length: 10 }, (_, n) => alice.sendMessage(id, `message ${n}`));
    const archived = alice.updateChatStatus(id, { status: 'ARCHIVED' });
    const replies = await Promise.all([...sends, ...Array.from({ length: 10 }, () => alice.sendMessage(id, 'late'))]);
    await ok(archived);
    const stored = replies.filter(({ status }) => status === 200).map(({ body }) => body.id);
    for (const reply of replies.filter(({ status }) => status !== 200)) await refused(reply, 400, 'chat_archived');
    const { data } = await ok(alice.listMessages(id));
    expect(data.map((message) => message.id)).toEqual(stored.toSorted((a, b) => a - b));
  });
});

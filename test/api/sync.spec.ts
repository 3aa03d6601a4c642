import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { act, add, groupOf, remove } from '../support/group-chats.js';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function startStage() {
  const [alice, bob, dave, bot] = [api.user('alice'), api.user('bob'), api.user('dave'), api.service('bot')];
  const { id } = await groupOf(alice, bob);
  await ok(act(alice, id, 'rename', { title: 'Group' }));
  const one = await ok(alice.sendMessage(id, { content: 'one', client_message_id: 'k' }));
  const sending = await ok(alice.sendMessage(id, { content: 'two', status: 'SENDING' }));
  return { alice, bob, dave, bot, id, one, sending };
}

type Step = (stage: Awaited<ReturnType<typeof startStage>>) => Promise<unknown>;
type Changed = 'new' | 'one' | 'sending' | 'chat' | 'bob' | 'dave';
const nothing: Step = () => Promise.resolve();

/** What is done before, what is done, and what of the chat has changed by it. */
const CHANGES: readonly (readonly [string, Step, Step, readonly Changed[]])[] = [
  ['a message', nothing, ({ bob, id }) => bob.sendMessage(id, 'x'), ['new']],
  [
    'a message that is SENDING',
    nothing,
    ({ bob, id }) => bob.sendMessage(id, { content: 'x', status: 'SENDING' }),
    ['new'],
  ],
  [
    'a reply',
    nothing,
    ({ bob, id, one }) => bob.sendMessage(id, { content: 'x', parent_message_id: one.id }),
    ['one', 'new'],
  ],
  ['SENT', nothing, ({ alice, sending }) => alice.updateMessageStatus(sending.id, { status: 'SENT' }), ['sending']],
  ['FAILED', nothing, ({ alice, sending }) => alice.updateMessageStatus(sending.id, { status: 'FAILED' }), ['sending']],
  [
    'SENDING again',
    ({ alice, sending }) => ok(alice.updateMessageStatus(sending.id, { status: 'FAILED' })),
    ({ alice, sending }) => alice.updateMessageStatus(sending.id, { status: 'SENDING' }),
    ['sending'],
  ],
  ['DELIVERED', nothing, ({ bob, one }) => bob.updateMessageStatus(one.id, { status: 'DELIVERED' }), ['one']],
  ['READ', nothing, ({ bob, one }) => bob.updateMessageStatus(one.id, { status: 'READ' }), ['one']],
  [
    'DELIVERED up_to',
    nothing,
    ({ bob, one }) => bob.updateMessageStatus(one.id, { status: 'DELIVERED', up_to: true }),
    ['bob'],
  ],
  ['READ up_to', nothing, ({ bob, one }) => bob.updateMessageStatus(one.id, { status: 'READ', up_to: true }), ['bob']],
  ['a reaction', nothing, ({ bob, one }) => bob.addReaction(one.id, '👍'), ['one']],
  [
    'the end of a reaction',
    ({ bob, one }) => ok(bob.addReaction(one.id, '👍')),
    ({ bob, one }) => bob.removeReaction(one.id, '👍'),
    ['one'],
  ],
  ['an addition', nothing, ({ alice, dave, id }) => add(alice, id, dave), ['new', 'chat', 'dave']],
  ['an addition of somebody who is there', nothing, ({ alice, bob, id }) => add(alice, id, bob), ['new']],
  ['a removal', nothing, ({ alice, bob, id }) => remove(alice, id, bob), ['new', 'chat', 'bob']],
  ['a removal of somebody who is not there', nothing, ({ alice, dave, id }) => remove(alice, id, dave), ['new']],
  ['a leave', nothing, ({ bob, id }) => act(bob, id, 'leave'), ['new', 'chat', 'bob']],
  ['a new title', nothing, ({ alice, id }) => act(alice, id, 'rename', { title: 'New' }), ['new', 'chat']],
  ['the title that it has', nothing, ({ alice, id }) => act(alice, id, 'rename', { title: 'Group' }), ['new']],
  ['a notice', nothing, ({ alice, id }) => alice.sendMessage(id, { content: 'x', message_type: 'SYSTEM' }), ['new']],
  ['ARCHIVED', nothing, ({ alice, id }) => alice.updateChatStatus(id, { status: 'ARCHIVED' }), ['chat']],
  [
    'ACTIVE after ARCHIVED',
    ({ alice, id }) => ok(alice.updateChatStatus(id, { status: 'ARCHIVED' })),
    ({ alice, id }) => alice.updateChatStatus(id, { status: 'ACTIVE' }),
    ['chat'],
  ],
  [
    'ACTIVE after DELETED',
    ({ alice, id }) => ok(alice.updateChatStatus(id, { status: 'DELETED' })),
    ({ alice, id }) => alice.updateChatStatus(id, { status: 'ACTIVE' }),
    ['chat'],
  ],
];

describe('one change is one number', () => {
  it.each(CHANGES)('%s', async (_what, prepare, change, expected) => {
    const stage = await startStage();
    const { alice, id, one, sending } = stage;
    await prepare(stage);
    const { last_seq } = await ok(alice.getChat(id));
    await change(stage);
    const synced = await ok(alice.listMessages(id, { after_seq: last_seq }));
    const names: Record<number, Changed> = { [one.id]: 'one', [sending.id]: 'sending' };
    expect(synced).toMatchObject({ has_more: false, next_cursor: null, last_seq: last_seq + 1 });
    expect(synced.data.map((message) => message.change_seq)).toEqual(synced.data.map(() => last_seq + 1));
    expect([
      ...synced.data.map((message) => names[message.id] ?? 'new'),
      ...(synced.chat === undefined ? [] : ['chat']),
      ...(synced.receipts ?? []).map(({ user_id }) => user_id.replace(/-.*/, '')),
    ]).toEqual(expected);
    if (synced.chat !== undefined) expect(synced.chat).toEqual(await ok(alice.getChat(id)));
  });

  it('deletion too, though it is told by 404', async () => {
    const { alice, id } = await startStage();
    const { last_seq } = await ok(alice.getChat(id));
    const deleted = await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
    expect(deleted).toMatchObject({ status: 'DELETED', last_seq: last_seq + 1 });
    await refused(alice.listMessages(id, { after_seq: last_seq }), 404, 'chat_not_found');
  });

  it('the message that gives the chat its title', async () => {
    const alice = api.user('alice');
    const { id, last_seq } = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(id, 'Where is my order?'));
    const { data, chat } = await ok(alice.listMessages(id, { after_seq: last_seq }));
    expect(data).toEqual([sent]);
    expect(chat).toMatchObject({ title: 'Where is my order?', last_seq: last_seq + 1 });
  });

  it('numbers are in the order of messages, without a gap, however many arrive at once', async () => {
    const { alice, bob, id } = await startStage();
    const { last_seq } = await ok(alice.getChat(id));
    await Promise.all(Array.from({ length: 30 }, (_, nth) => ok([alice, bob][nth % 2]!.sendMessage(id, 'x'))));
    const { data } = await ok(alice.listMessages(id, { limit: 30 }));
    expect(data.map(({ change_seq }) => change_seq)).toEqual(data.map((_, nth) => last_seq + 1 + nth));
  });
});

describe('what changes nothing raises no number', () => {
  it.each<[string, Step]>([
    ['a send that is repeated', ({ alice, id }) => alice.sendMessage(id, { content: 'one', client_message_id: 'k' })],
    ['a key of another body', ({ alice, id }) => alice.sendMessage(id, { content: 'two', client_message_id: 'k' })],
    ['a parent that is not there', ({ bob, id }) => bob.sendMessage(id, { content: 'x', parent_message_id: 2 ** 50 })],
    ['a status that it has', ({ alice, one }) => alice.updateMessageStatus(one.id, { status: 'SENT' })],
    ['a step backward', ({ alice, one }) => alice.updateMessageStatus(one.id, { status: 'SENDING' })],
    ['an impossible status', ({ alice, one }) => alice.updateMessageStatus(one.id, { status: 'FAILED' })],
    ['READ of one’s own', ({ alice, one }) => alice.updateMessageStatus(one.id, { status: 'READ' })],
    ['a reaction that is absent', ({ bob, one }) => bob.removeReaction(one.id, '👍')],
    ['an act that is refused', ({ bob, id, dave }) => act(bob, id, 'add_participants', { user_ids: [dave.userId] })],
    ['the status of the chat that it has', ({ alice, id }) => alice.updateChatStatus(id, { status: 'ACTIVE' })],
    ['a stranger', ({ dave, id, one }) => Promise.all([dave.sendMessage(id, 'x'), dave.addReaction(one.id, '👍')])],
    ['reading', ({ bob, id }) => Promise.all([bob.listMessages(id), bob.getChat(id), bob.listChats()])],
  ])('%s', async (_what, attempt) => {
    const stage = await startStage();
    const before = await ok(stage.alice.getChat(stage.id));
    await attempt(stage);
    expect(await ok(stage.alice.getChat(stage.id))).toEqual(before);
    const synced = await ok(stage.alice.listMessages(stage.id, { after_seq: before.last_seq }));
    expect(synced).toEqual({
      data: [],
      epoch: expect.any(String),
      has_more: false,
      next_cursor: null,
      last_seq: before.last_seq,
    });
  });

  it.each<[string, Step]>([
    ['READ', ({ bob, one }) => ok(bob.updateMessageStatus(one.id, { status: 'READ' }))],
    ['READ up_to', ({ bob, one }) => ok(bob.updateMessageStatus(one.id, { status: 'READ', up_to: true }))],
    ['a reaction', ({ bob, one }) => ok(bob.addReaction(one.id, '👍'))],
    [
      'a service’s READ',
      ({ bob, bot, one }) => ok(bot.updateMessageStatus(one.id, { status: 'READ', user_id: bob.userId })),
    ],
    ['ARCHIVED', ({ alice, id }) => ok(alice.updateChatStatus(id, { status: 'ARCHIVED' }))],
  ])('%s for the second time', async (_what, report) => {
    const stage = await startStage();
    await report(stage);
    const before = await ok(stage.bob.getChat(stage.id));
    await report(stage);
    expect(await ok(stage.bob.getChat(stage.id))).toEqual(before);
  });
});

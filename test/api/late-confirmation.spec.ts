import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';

type Step = 'add bob' | 'remove bob' | 'send' | 'confirm' | 'bob reads' | 'bob reads the first up to';

interface Seen {
  readonly status: string;
  readonly receipts: { recipients: number; delivered: number; read: number };
  /** Of bob, while he is there. */
  readonly unread?: number;
}

const nobody = { recipients: 0, delivered: 0, read: 0 };
const unreadByOne = { recipients: 1, delivered: 0, read: 0 };
const readByOne = { recipients: 1, delivered: 1, read: 1 };

/** api.md: "recipients are fixed when the message is SENT (participants without the sender)". */
const stories: [name: string, steps: Step[], seen: Seen][] = [
  ['nobody else is there', ['send', 'confirm'], { status: 'SENT', receipts: nobody }],
  ['bob is there', ['add bob', 'send', 'confirm'], { status: 'SENT', receipts: unreadByOne, unread: 1 }],
  [
    'bob has read it before',
    ['add bob', 'send', 'bob reads', 'confirm'],
    { status: 'READ', receipts: readByOne, unread: 0 },
  ],
  [
    'bob reads it after',
    ['add bob', 'send', 'confirm', 'bob reads'],
    { status: 'READ', receipts: readByOne, unread: 0 },
  ],
  ['bob comes before it is SENT', ['send', 'add bob', 'confirm'], { status: 'SENT', receipts: unreadByOne, unread: 1 }],
  [
    'bob comes, and reads it',
    ['send', 'add bob', 'confirm', 'bob reads'],
    { status: 'READ', receipts: readByOne, unread: 0 },
  ],
  ['bob comes after it was SENT', ['send', 'confirm', 'add bob'], { status: 'SENT', receipts: nobody, unread: 0 }],
  [
    'bob comes after it, and reads it',
    ['send', 'confirm', 'add bob', 'bob reads'],
    { status: 'SENT', receipts: nobody, unread: 0 },
  ],
  [
    'bob comes, and reads only what is older',
    ['send', 'add bob', 'confirm', 'bob reads the first up to'],
    { status: 'SENT', receipts: unreadByOne, unread: 1 },
  ],
  ['bob has left before', ['add bob', 'send', 'remove bob', 'confirm'], { status: 'SENT', receipts: nobody }],
  [
    'bob has read it and left before',
    ['add bob', 'send', 'bob reads', 'remove bob', 'confirm'],
    { status: 'SENT', receipts: nobody },
  ],
  [
    'bob leaves after it was SENT',
    ['add bob', 'send', 'confirm', 'remove bob'],
    { status: 'SENT', receipts: unreadByOne },
  ],
  [
    'bob has left and is back, and reads it',
    ['add bob', 'send', 'remove bob', 'add bob', 'confirm', 'bob reads'],
    { status: 'READ', receipts: readByOne, unread: 0 },
  ],
  [
    'bob is back after it was SENT',
    ['add bob', 'send', 'confirm', 'remove bob', 'add bob'],
    { status: 'SENT', receipts: unreadByOne, unread: 0 },
  ],
];

describe('a message of a GROUP that its sender confirms later', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each(stories)('%s', async (_name, steps, { status, receipts, unread }) => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id: chatId } = await ok(alice.createChat({ chat_type: 'GROUP' }));
    const first = await ok(alice.sendMessage(chatId, 'the first'));
    let messageId = 0;
    const member = (action: string) => {
      const message_metadata = { action, user_ids: [bob.userId] };
      return ok(alice.sendMessage(chatId, { content: action, message_type: 'SYSTEM', message_metadata }));
    };
    const take: Record<Step, () => Promise<unknown>> = {
      'add bob': () => member('add_participants'),
      'remove bob': () => member('remove_participants'),
      send: async () => (messageId = (await ok(alice.sendMessage(chatId, { content: 'Hi', status: 'SENDING' }))).id),
      confirm: () => ok(alice.updateMessageStatus(messageId, { status: 'SENT' })),
      'bob reads': () => ok(bob.updateMessageStatus(messageId, { status: 'READ' })),
      'bob reads the first up to': () => ok(bob.updateMessageStatus(first.id, { status: 'READ', up_to: true })),
    };
    for (const step of steps) await take[step]();
    expect(await message(alice, chatId, messageId)).toMatchObject({ status, receipts });
    if (unread !== undefined) expect((await ok(bob.getChat(chatId))).unread_count).toBe(unread);
  });

  it.each(['DELIVERED', 'READ'])('is %s in the list too when it was so before it was SENT', async (status) => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id: chatId } = await ok(alice.createChat({ chat_type: 'GROUP', participants: [bob.userId] }));
    const { id } = await ok(alice.sendMessage(chatId, { content: 'Hi', status: 'SENDING' }));
    await ok(bob.updateMessageStatus(id, { status }));
    await ok(alice.updateMessageStatus(id, { status: 'SENT' }));
    expect(await message(alice, chatId, id)).toMatchObject({ status });
    expect((await ok(alice.listChats())).data[0]?.last_message).toMatchObject({ id, status });
  });
});

async function message(client: ApiClient, chatId: number, messageId: number) {
  return (await ok(client.listMessages(chatId))).data.find(({ id }) => id === messageId);
}

import type { MessageDto } from '#libs/message';
import type { ApiClient, Reply } from '../../support/api-client.js';
import { ok } from '../../support/expectations.js';
import { replyTo } from '../../support/reply-chats.js';
import type { Person } from '../../support/person-of.js';
import type { TwoServers } from '../../support/two-servers.js';

/** A chat as each of its twins is at first. */
export interface TwinChat {
  readonly id: number;
  /** The owner, and a member. */
  readonly alice: Person;
  readonly bob: Person;
  readonly carol: Person;
  readonly dave: Person;
  /** By their names in the story. */
  readonly messages: Readonly<Record<string, number>>;
}

/** One change; `by` is somebody of the chat who asks at one of the servers. */
export type Change = (chat: TwinChat, by: ApiClient, owner: ApiClient) => Promise<Reply<unknown>>;

export const PLAIN_CHANGES: Readonly<Record<string, Change>> = {
  'a send': ({ id }, by) => by.sendMessage(id, 'plain'),
  'a reply to a message': ({ id, messages }, by) =>
    by.sendMessage(id, { content: 'a reply', parent_message_id: messages['first'] }),
  'an act that renames': ({ id }, _by, owner) => owner.sendMessage(id, acting('rename', { title: 'Renamed' })),
  'an act that adds dave': ({ id, dave }, _by, owner) =>
    owner.sendMessage(id, acting('add_participants', { user_ids: [dave.userId] })),
  'an act that removes bob': ({ id, bob }, _by, owner) =>
    owner.sendMessage(id, acting('remove_participants', { user_ids: [bob.userId] })),
  'SENT of what is SENDING': ({ messages }, _by, owner) =>
    owner.updateMessageStatus(messages['open']!, { status: 'SENT' }),
  'FAILED of what is SENDING': ({ messages }, _by, owner) =>
    owner.updateMessageStatus(messages['open']!, { status: 'FAILED' }),
  DELIVERED: ({ messages }, by) => by.updateMessageStatus(messages['last']!, { status: 'DELIVERED' }),
  READ: ({ messages }, by) => by.updateMessageStatus(messages['last']!, { status: 'READ' }),
  'READ up to': ({ messages }, by) => by.updateMessageStatus(messages['last']!, { status: 'READ', up_to: true }),
  'DELIVERED up to': ({ messages }, by) =>
    by.updateMessageStatus(messages['second']!, { status: 'DELIVERED', up_to: true }),
  'a reaction': ({ messages }, by) => by.addReaction(messages['last']!, '🎉'),
  'a reaction taken back': ({ messages }, by) => by.removeReaction(messages['first']!, '👍'),
  ARCHIVED: ({ id }, _by, owner) => owner.updateChatStatus(id, { status: 'ARCHIVED' }),
  ACTIVE: ({ id }, _by, owner) => owner.updateChatStatus(id, { status: 'ACTIVE' }),
  'an edit': ({ id, messages }, _by, owner) => owner.sendMessage(id, editing(messages['own']!, 'edited')),
  'another edit': ({ id, messages }, _by, owner) => owner.sendMessage(id, editing(messages['own']!, 'edited twice')),
  'a deletion': ({ id, messages }, _by, owner) => owner.sendMessage(id, deleting(messages['own']!)),
  'a deletion of the latest': ({ id, messages }, _by, owner) => owner.sendMessage(id, deleting(messages['last']!)),
  'a send with a key': ({ id }, _by, owner) => owner.sendMessage(id, { content: 'keyed', client_message_id: 'k' }),
  'another with its key': ({ id }, _by, owner) => owner.sendMessage(id, { content: 'other', client_message_id: 'k' }),
};

export const RAG_CHANGES: Readonly<Record<string, Change>> = {
  'a question': ({ id }, by) => by.sendMessage(id, 'What else?'),
  'a file': ({ id }, by) =>
    by.sendMessage(id, { content: '# Notes', message_type: 'FILE', message_metadata: { media_type: 'text/markdown' } }),
  'a stop': ({ messages }, _by, owner) => owner.updateMessageStatus(messages['open']!, { status: 'FAILED' }),
  'a retry': ({ messages }, _by, owner) => owner.updateMessageStatus(messages['stopped']!, { status: 'SENDING' }),
  'a deletion of a question': ({ id, messages }, _by, owner) => owner.sendMessage(id, deleting(messages['asked']!)),
  'a deletion of its reply': ({ id, messages }, _by, owner) => owner.sendMessage(id, deleting(messages['open']!)),
  'a picture': ({ id }, by) => by.sendMessage(id, { content: 'A picture', message_type: 'IMAGE' }),
  READ: ({ messages }, by) => by.updateMessageStatus(messages['last']!, { status: 'READ' }),
  'READ up to': ({ messages }, by) => by.updateMessageStatus(messages['last']!, { status: 'READ', up_to: true }),
  'a reaction': ({ messages }, by) => by.addReaction(messages['last']!, '🎉'),
  ARCHIVED: ({ id }, _by, owner) => owner.updateChatStatus(id, { status: 'ARCHIVED' }),
};

const people = (servers: TwoServers) => ({
  alice: servers.user('alice'),
  bob: servers.user('bob'),
  carol: servers.user('carol'),
  dave: servers.user('dave'),
});

const groupOf = ({ alice, bob, carol }: ReturnType<typeof people>, more: object) =>
  ok(
    alice.at(0).createChat({
      chat_type: 'GROUP',
      title: 'Twins',
      session_id: 'twins',
      participants: [bob.userId, carol.userId],
      ...more,
    }),
  );

export async function plainTwin(servers: TwoServers): Promise<TwinChat> {
  const who = people(servers);
  const { id } = await groupOf(who, {});
  const [alice, bob, carol] = [who.alice.at(0), who.bob.at(0), who.carol.at(0)];
  const first = await ok(carol.sendMessage(id, 'first'));
  await ok(alice.addReaction(first.id, '👍'));
  await ok(bob.addReaction(first.id, '👍'));
  const second = await ok(carol.sendMessage(id, 'second'));
  const open = await ok(alice.sendMessage(id, { content: 'open', status: 'SENDING' }));
  const own = await ok(alice.sendMessage(id, 'own'));
  const last = await ok(carol.sendMessage(id, 'last'));
  return { id, ...who, messages: idsOf({ first, second, open, own, last }) };
}

/** Of one person, and a service; with a reply that is written, and one that was stopped. No worker is there. */
export async function ragTwin(servers: TwoServers): Promise<TwinChat> {
  const [alice, bot] = [servers.user('alice'), servers.service('bot')];
  const asker = alice.at(0);
  const { id } = await ok(asker.createChat({ rag_enabled: true, title: 'Twins', session_id: 'twins' }));
  const stopped = await replyTo(asker, await ok(asker.sendMessage(id, 'Is it?')));
  await ok(asker.updateMessageStatus(stopped.id, { status: 'FAILED' }));
  const asked = await ok(asker.sendMessage(id, 'Is it so?'));
  const open = await replyTo(asker, asked);
  const last = await ok(bot.at(0).sendMessage(id, { content: 'By hand', is_user: false }));
  return { id, alice, bob: alice, carol: alice, dave: bot, messages: idsOf({ stopped, asked, open, last }) };
}

function idsOf(messages: Readonly<Record<string, MessageDto>>): Record<string, number> {
  return Object.fromEntries(Object.entries(messages).map(([name, { id }]) => [name, id]));
}

function acting(action: string, more: object) {
  return { content: action, message_type: 'SYSTEM', message_metadata: { action, ...more } };
}

function editing(messageId: number, content: string) {
  return { ...acting('edit', { message_id: messageId }), content };
}

function deleting(messageId: number) {
  return acting('delete', { message_id: messageId });
}

import type { MessageDto } from '#libs/message';
import type { ApiClient, Reply } from './api-client.js';
import type { ApiServer } from './api-server.js';
import { ok } from './expectations.js';
import { act, add, groupOf, remove } from './group-chats.js';

/** A GROUP to which every kind of change happens, one after the other. */
export interface VariedHistory {
  readonly chatId: number;
  /** In the chat from its beginning to its end. */
  readonly reader: ApiClient;
  /** Each raises the number of the chat by one. */
  readonly steps: readonly (() => Promise<unknown>)[];
}

export async function variedHistory(api: ApiServer): Promise<VariedHistory> {
  const [alice, bob, carol, dave] = [api.user('alice'), api.user('bob'), api.user('carol'), api.user('dave')];
  const { id } = await groupOf(alice, bob, carol);
  const sent: MessageDto[] = [];
  const keep = async (reply: Promise<Reply<MessageDto>>) => sent.push(await ok(reply));
  const at = (nth: number) => sent[nth]?.id ?? 0;
  const mark = (client: ApiClient, nth: number, status: string, up_to = false) =>
    ok(client.updateMessageStatus(at(nth), { status, up_to }));
  const steps = [
    () => keep(alice.sendMessage(id, 'the title')),
    () => keep(bob.sendMessage(id, { content: 're', parent_message_id: at(0) })),
    () => keep(alice.sendMessage(id, { content: 'waits', status: 'SENDING' })),
    () => mark(bob, 0, 'DELIVERED'),
    () => mark(alice, 2, 'FAILED'),
    () => mark(carol, 1, 'DELIVERED', true),
    () => mark(alice, 2, 'SENDING'),
    () => ok(bob.addReaction(at(0), '👍')),
    () => mark(alice, 2, 'SENT'),
    () => mark(carol, 2, 'READ', true),
    () => ok(act(alice, id, 'rename', { title: 'New title' })),
    () => mark(bob, 0, 'READ', true),
    () => ok(bob.removeReaction(at(0), '👍')),
    () => ok(alice.updateChatStatus(id, { status: 'ARCHIVED' })),
    () => mark(alice, 1, 'READ', true),
    () => ok(alice.updateChatStatus(id, { status: 'ACTIVE' })),
    () => keep(carol.sendMessage(id, { content: 're re', parent_message_id: at(1) })),
    () => remove(alice, id, bob),
    () => add(alice, id, dave),
    () => keep(dave.sendMessage(id, { content: 're', parent_message_id: at(0) })),
    () => mark(dave, 3, 'READ', true),
    () => ok(act(dave, id, 'leave')),
    () => ok(alice.sendMessage(id, { content: 'a notice', message_type: 'SYSTEM' })),
  ];
  return { chatId: id, reader: alice, steps };
}

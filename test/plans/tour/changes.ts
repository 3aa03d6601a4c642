import { ok } from '../../support/expectations.js';
import { act, edit, takeBack } from '../../support/group-chats.js';
import type { Visit } from './visit.js';

export async function send(visit: Visit): Promise<void> {
  const { owner, member } = visit;
  for (const [client, chatId] of [
    [owner, 1],
    [member, 2],
  ] as const) {
    for (let times = 0; times < 2; times++)
      await ok(client.sendMessage(chatId, { content: 'with a key', client_message_id: 'key' }));
    const { id } = await ok(client.sendMessage(chatId, 'a parent'));
    await ok(client.sendMessage(chatId, { content: 'a reply', parent_message_id: id }));
    const sending = await ok(client.sendMessage(chatId, { content: 'not yet', status: 'SENDING' }));
    await ok(client.updateMessageStatus(sending.id, { status: 'SENT' }));
  }
  // Into several chats at once.
  const chats = await Promise.all(Array.from({ length: 12 }, () => ok(owner.createChat())));
  await Promise.all(chats.map(({ id }) => ok(owner.sendMessage(id, 'at once'))));
  await ok(owner.sendMessage(1, { content: 'notes', message_type: 'SYSTEM' }));
  await ok(act(owner, 2, 'rename', { title: 'another' }));
  await ok(act(owner, 2, 'add_participants', { user_ids: ['newcomer'] }));
  await ok(act(owner, 2, 'remove_participants', { user_ids: ['newcomer'] }));
  await ok(act(owner, 2, 'add_participants', { user_ids: ['newcomer'] }));
}

export async function mark(visit: Visit): Promise<void> {
  const { owner, member } = visit;
  const [first, second, third] = [
    await ok(owner.sendMessage(2, 'first')),
    await ok(owner.sendMessage(2, 'second')),
    await ok(owner.sendMessage(2, 'third')),
  ];
  for (const status of ['DELIVERED', 'READ', 'READ']) await ok(member.updateMessageStatus(first.id, { status }));
  await ok(member.updateMessageStatus(second.id, { status: 'READ' }));
  for (const up_to of [true, true]) await ok(member.updateMessageStatus(third.id, { status: 'READ', up_to }));
  const others = Array.from({ length: 12 }, (_, nth) => visit.as(`member-${nth + 2}`));
  const read = { status: 'READ', up_to: true } as const;
  await Promise.all(others.map((other) => ok(other.updateMessageStatus(second.id, read))));
  const { data: mine } = await ok(owner.listMessages(1, { around: visit.middle, limit: 10 }));
  await ok(owner.updateMessageStatus(mine[0]!.id, { status: 'READ' }));
  await ok(owner.updateMessageStatus(mine[5]!.id, { status: 'READ', up_to: true }));
  await ok(owner.updateMessageStatus(mine[6]!.id, { status: 'READ', up_to: true }));
  for (const { id } of [first, mine[2]!]) {
    for (let times = 0; times < 2; times++) await ok(owner.addReaction(id, '👍'));
    for (let times = 0; times < 2; times++) await ok(owner.removeReaction(id, '👍'));
  }
}

/** Changes messages of the long chat, whose title comes from its first message, and of the large GROUP, where some have read them. */
export async function editAndDelete(visit: Visit): Promise<void> {
  const { owner, member } = visit;
  const { data } = await ok(owner.listMessages(1, { order: 'asc', limit: 1 }));
  await visit.stage.api.pool.query(`UPDATE chat SET title = 'x', title_message_id = $1 WHERE id = 1`, [data[0]!.id]);
  await ok(takeBack(owner, data[0]!));
  for (const chatId of [1, 2]) {
    const message = await ok(owner.sendMessage(chatId, 'not so'));
    if (chatId === 2) await ok(member.updateMessageStatus(message.id, { status: 'READ' }));
    await ok(owner.addReaction(message.id, '👍'));
    await ok(edit(owner, message, 'but so'));
    await ok(takeBack(owner, message));
  }
}

import { ChatRepository, ChatWalkRepository, ParticipantRepository, placeAt, WebhookDueRepository } from '#libs/chat';
import { Database } from '#libs/database';
import { MessageWorkService } from '#libs/message';
import { WebhookAdmin } from '#libs/webhooks';
import { ok } from '../../support/expectations.js';
import { act } from '../../support/group-chats.js';
import { until } from '../../support/until.js';
import type { Visit } from './visit.js';

/** Work that nobody has. */
const LEASED = {
  chatId: 1,
  messageId: 1,
  kind: 'file',
  asker: 'person-1',
  changeSeq: 1,
  attempt: 1,
  claims: 1,
  lease: '00000000-0000-0000-0000-000000000000',
  isBeyondLimit: false,
  isCancelled: false,
} as const;

/** A mark that nobody has. */
const UNCLAIMED = {
  chatId: 1,
  dueSeq: 1,
  deliveredSeq: 0,
  deliveredId: null,
  dueSince: '2026-01-01T00:00:00.000Z',
  lease: LEASED.lease,
} as const;

export async function followFeeds(visit: Visit): Promise<void> {
  const { owner, member } = visit;
  const { live } = visit.stage;
  const [all, socket, group] = [await live.ofUser(owner), await live.socket(member), await live.ofChat(member, 2)];
  await group.next('hello');
  const resumed = await live.ofChat(owner, 1, { 'last-event-id': `${visit.shape.large - 10}` });
  await resumed.next('changed');
  socket.typing(2);
  await all.next('typing');
  const { change_seq: seq } = await ok(owner.sendMessage(2, 'is told'));
  await socket.reached(2, seq);
  await ok(owner.updateMessageStatus((await ok(member.sendMessage(2, 'read me'))).id, { status: 'READ', up_to: true }));
  await ok(act(owner, 2, 'remove_participants', { user_ids: [member.userId] }));
  await group.ended();
  await ok(act(owner, 2, 'add_participants', { user_ids: [member.userId] }));
}

/** What a server does by itself every half minute, and when it missed something. */
export async function beat(visit: Visit): Promise<void> {
  const { app } = visit.stage.api;
  const [database, chats] = [app.get(Database, { strict: false }), app.get(ChatRepository, { strict: false })];
  await chats.findHeads(database, [1, 2, 3]);
  const walk = app.get(ChatWalkRepository, { strict: false });
  const since = Date.parse(await walk.now(database)) - 600_000;
  await walk.heads(database, placeAt(since), new Date(since));
  await walk.heads(database, placeAt(0), new Date(since));
  await chats.headsChangedLately(database, [visit.owner.userId, visit.member.userId], 45);
  await app.get(ParticipantRepository, { strict: false }).leftAt(database, 2, 1);
  const work = app.get(MessageWorkService, { strict: false });
  await work.postpone(LEASED);
  await work.release(LEASED);
}

/** A receiver that fails, recovers, is told again, and hears the end of this server. */
export async function tellReceiver(visit: Visit): Promise<void> {
  const { api, receiver } = visit.stage;
  const { rows: before } = await api.pool.query('SELECT 1 FROM webhook_due');
  if (before.length > 0) await until(async () => (await api.pool.query('SELECT 1 FROM webhook_due')).rowCount === 0);
  const desk = api.app.get(WebhookAdmin, { strict: false });
  receiver.manners = () => 500;
  const { id } = await ok(visit.owner.createChat());
  await until(async () => (await desk.show(10)).chats.some(({ last_failure }) => last_failure !== null));
  receiver.manners = () => 204;
  await desk.retry();
  await until(() => receiver.knows(id) === 0);
  let answer = () => {};
  receiver.manners = () => new Promise((resolve) => (answer = () => resolve(204)));
  await ok(visit.owner.sendMessage(id, 'one'));
  await until(() => receiver.of(id).at(-1)?.data.seq === 1);
  await ok(visit.owner.sendMessage(id, 'two'));
  answer();
  receiver.manners = () => 204;
  await until(() => receiver.knows(id) === 2);
  await desk.replay(id, 0);
  const due = api.app.get(WebhookDueRepository, { strict: false });
  await due.release(UNCLAIMED);
}

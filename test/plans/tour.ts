import { ChatRepository, ChatWalkRepository, ParticipantRepository, placeAt, WebhookDueRepository } from '#libs/chat';
import { Database } from '#libs/database';
import { RevocationService } from '#libs/identity';
import { forgetStatements, KnowledgeService, VectorSearch } from '#libs/knowledge';
import { MessageWorkService } from '#libs/message';
import { RetentionService } from '#libs/retention';
import { insertNewTexts } from '#libs/search';
import { WebhookDesk } from '#libs/webhooks';
import { ApiClient } from '../support/api-client.js';
import { ok } from '../support/expectations.js';
import { exported } from '../support/exported-messages.js';
import { act, edit, takeBack } from '../support/group-chats.js';
import { tokenOf } from '../support/live-client.js';
import { moveTexts } from '../support/text-movers.js';
import { answered, ended, ragChat, replyTo, sendFile } from '../support/reply-chats.js';
import { markdownFile } from '../support/reply-documents.js';
import type { ApiServer } from '../support/api-server.js';
import type { LiveFeeds } from '../support/live-feeds.js';
import type { ModelServer } from '../support/model-server.js';
import type { WebhookReceiver } from '../webhooks/webhook-receiver.js';
import { until } from '../support/until.js';
import type { Shape } from './shapes.js';

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

type Query = Record<string, string | number | boolean>;

export interface Stage {
  readonly api: ApiServer;
  readonly model: ModelServer;
  readonly receiver: WebhookReceiver;
  readonly live: LiveFeeds;
}

/** Does all that the service can do, in a database of a known shape. */
export class Tour {
  private readonly owner: ApiClient;
  private readonly member: ApiClient;
  private readonly middle: number;

  constructor(
    private readonly stage: Stage,
    private readonly shape: Shape,
  ) {
    this.owner = this.as('person-1');
    this.member = this.as('member-1');
    this.middle = shape.messages / 2;
  }

  async all(): Promise<void> {
    await this.pages();
    await this.chats();
    await this.sends();
    await this.marks();
    await this.editsAndDeletions();
    await this.newTexts();
    await this.feeds();
    await this.replies();
    await this.knowledge();
    await this.heartbeat();
    await this.revocation();
    await this.purge();
    await this.webhooks();
    await fetch(`${this.stage.api.url}/health/ready`);
    await fetch(`${this.stage.api.url}/metrics`);
  }

  private async pages(): Promise<void> {
    const { owner, middle, shape } = this;
    const anchors: Query[] = [{}, {}, {}, { before: middle }, { after: middle }, { around: middle }, { order: 'asc' }];
    const filters: Query[] = [
      { parent_message_id: 1 },
      { thread_root_id: 1 },
      ...['TEXT', 'IMAGE', 'FILE', 'SYSTEM'].map((message_type) => ({ message_type })),
      ...[true, false].map((is_user) => ({ is_user })),
      ...['SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'].map((status) => ({ status })),
      { q: `note ${middle}` },
      { q: 'note' },
      { q: 'absent' },
      { q: '終' },
      { q: '1 2' },
    ];
    for (const chatId of [1, 2])
      for (const query of [...anchors, ...filters, { after_seq: shape.large - 20 }, { after_seq: 0 }])
        await ok(owner.listMessages(chatId, query));
    for (const query of filters) await ok(owner.listMessages(1, { ...query, around: middle }));
    const { next_cursor: cursor } = await ok(owner.listMessages(1, { limit: 20 }));
    await ok(owner.listMessages(1, { cursor: cursor ?? '' }));
    await exported(owner, 1, { after: shape.messages - 1000 });
    await ok(owner.listMessages(1, { after_seq: shape.large }, { headers: { prefer: 'wait=1' } }));
  }

  private async chats(): Promise<void> {
    const { owner } = this;
    for (let time = 0; time < 3; time++) await ok(owner.listChats());
    const { next_cursor: cursor } = await ok(owner.listChats({ limit: 2 }));
    await ok(owner.listChats({ limit: 2, cursor: cursor ?? '' }));
    const queries: Query[] = [
      { status: 'ARCHIVED' },
      { chat_type: 'GROUP' },
      { session_id: 'session-1' },
      { updated_since: new Date(Date.now() - 60_000).toISOString() },
      { q: 'Chat 3' },
      { q: `note ${this.middle}` },
      { q: 'absent' },
    ];
    for (const query of queries) await ok(owner.listChats(query));
    const service = this.stage.api.service();
    const everyDay = { updated_since: new Date(Date.now() - 86_400_000).toISOString(), limit: 20 };
    const { next_cursor: walked } = await ok(service.listChats(everyDay));
    await ok(service.listChats(walked === null ? everyDay : { cursor: walked }));
    await ok(service.listChats({ status: 'DELETED' }));
    for (const chatId of [1, 2]) await ok(owner.getChat(chatId));
    for (const session_id of ['session-1', 'session-new']) await ok(owner.createChat({ session_id }));
    for (const status of ['ARCHIVED', 'ACTIVE']) await ok(owner.updateChatStatus(3, { status }));
  }

  private async sends(): Promise<void> {
    const { owner, member } = this;
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

  private async marks(): Promise<void> {
    const { owner, member } = this;
    const [first, second, third] = [
      await ok(owner.sendMessage(2, 'first')),
      await ok(owner.sendMessage(2, 'second')),
      await ok(owner.sendMessage(2, 'third')),
    ];
    for (const status of ['DELIVERED', 'READ', 'READ']) await ok(member.updateMessageStatus(first.id, { status }));
    await ok(member.updateMessageStatus(second.id, { status: 'READ' }));
    for (const up_to of [true, true]) await ok(member.updateMessageStatus(third.id, { status: 'READ', up_to }));
    const others = Array.from({ length: 12 }, (_, nth) => this.as(`member-${nth + 2}`));
    const read = { status: 'READ', up_to: true } as const;
    await Promise.all(others.map((other) => ok(other.updateMessageStatus(second.id, read))));
    const { data: mine } = await ok(owner.listMessages(1, { around: this.middle, limit: 10 }));
    await ok(owner.updateMessageStatus(mine[0]!.id, { status: 'READ' }));
    await ok(owner.updateMessageStatus(mine[5]!.id, { status: 'READ', up_to: true }));
    await ok(owner.updateMessageStatus(mine[6]!.id, { status: 'READ', up_to: true }));
    for (const { id } of [first, mine[2]!]) {
      for (let times = 0; times < 2; times++) await ok(owner.addReaction(id, '👍'));
      for (let times = 0; times < 2; times++) await ok(owner.removeReaction(id, '👍'));
    }
  }

  /** In the long chat, which is called after its first message, and in the large GROUP, where some have read it. */
  private async editsAndDeletions(): Promise<void> {
    const { owner, member } = this;
    const { data } = await ok(owner.listMessages(1, { order: 'asc', limit: 1 }));
    await this.stage.api.pool.query(`UPDATE chat SET title = 'x', title_message_id = $1 WHERE id = 1`, [data[0]!.id]);
    await ok(takeBack(owner, data[0]!));
    for (const chatId of [1, 2]) {
      const message = await ok(owner.sendMessage(chatId, 'not so'));
      if (chatId === 2) await ok(member.updateMessageStatus(message.id, { status: 'READ' }));
      await ok(owner.addReaction(message.id, '👍'));
      await ok(edit(owner, message, 'but so'));
      await ok(takeBack(owner, message));
    }
  }

  /** As where no worker has been for a while. */
  private async newTexts(): Promise<void> {
    const { api } = this.stage;
    const client = await api.pool.connect();
    await client.query('SET auto_explain.log_min_duration = -1');
    const { rows } = await client.query<{ chatId: string; messageId: string }>(
      `DELETE FROM message_text WHERE chat_id = 1 AND message_id IN (
         SELECT message_id FROM message_text WHERE chat_id = 1 ORDER BY message_id DESC LIMIT 10000)
       RETURNING chat_id AS "chatId", message_id AS "messageId"`,
    );
    client.release(true);
    for (let from = 0; from < rows.length; from += 100) {
      const keys = rows.slice(from, from + 100);
      await api.pool.query(insertNewTexts('unnest($1::bigint[], $2::bigint[]) AS sent (chat_id, id)'), [
        keys.map(({ chatId }) => chatId),
        keys.map(({ messageId }) => messageId),
      ]);
    }
    for (const q of [`note ${this.middle}`, 'note', 'absent', '終']) {
      for (const order of ['asc', 'desc']) await ok(this.owner.listMessages(1, { q, order }));
      await ok(this.owner.listChats({ q }));
    }
    await moveTexts(api);
  }

  private async feeds(): Promise<void> {
    const { owner, member } = this;
    const { live } = this.stage;
    const [all, socket, group] = [await live.ofUser(owner), await live.socket(member), await live.ofChat(member, 2)];
    await group.next('hello');
    const resumed = await live.ofChat(owner, 1, { 'last-event-id': `${this.shape.large - 10}` });
    await resumed.next('changed');
    socket.typing(2);
    await all.next('typing');
    const { change_seq: seq } = await ok(owner.sendMessage(2, 'is told'));
    await socket.reached(2, seq);
    await ok(
      owner.updateMessageStatus((await ok(member.sendMessage(2, 'read me'))).id, { status: 'READ', up_to: true }),
    );
    await ok(act(owner, 2, 'remove_participants', { user_ids: [member.userId] }));
    await group.ended();
    await ok(act(owner, 2, 'add_participants', { user_ids: [member.userId] }));
  }

  private async replies(): Promise<void> {
    const { owner } = this;
    const { model } = this.stage;
    const { id: chatId } = await ragChat(owner);
    model.behave({ does: 'answer', chunks: ['Yes.'], usage: { prompt_tokens: 10, completion_tokens: 1 } });
    const { content, metadata } = markdownFile('The core holds forty rods.');
    const file = await ended(owner, await sendFile(owner, chatId, content, metadata));
    await ok(owner.sendMessage(chatId, { content: 'Be brief.', message_type: 'SYSTEM' }));
    await answered(owner, chatId, 'How many rods does the core hold?');
    await ended(owner, await sendFile(owner, chatId, '<p>The core is cold.</p>', { media_type: 'text/html' }));
    const { id: widely } = await ragChat(owner, { chat_metadata: { rag: { scope: 'user' } } });
    await answered(owner, widely, 'How many rods does the core hold?');
    const cold = { content: 'Is it cold?', client_message_id: 'cold' };
    for (let times = 0; times < 2; times++)
      await ok(owner.sendMessage(widely, cold, { headers: { prefer: 'wait=30' } }));
    model.behave({ does: 'hang', chunks: ['So far it'] });
    const reply = await replyTo(owner, await ok(owner.sendMessage(chatId, 'Is it?')));
    await until(
      async () => (await ok(owner.listMessages(chatId, { around: reply.id, limit: 1 }))).data[0]?.content !== '',
    );
    const vectors = this.stage.api.app.get(VectorSearch, { strict: false });
    const sought = { model: 'e', vector: Float32Array.of(1) };
    await vectors.scores(this.stage.api.app.get(Database, { strict: false }), [{ chatId, id: 1 }], sought);
    await this.stage.live.ofUser(owner);
    await ok(owner.updateMessageStatus(reply.id, { status: 'FAILED' }));
    model.behave({ does: 'answer', chunks: ['Whole.'] });
    await ok(owner.updateMessageStatus(reply.id, { status: 'SENDING' }));
    await ended(owner, reply);
    // A source that replies of two chats cite.
    model.behave({ does: 'answer', chunks: ['Forty [1].'] });
    for (const asked of [chatId, widely]) await answered(owner, asked, 'How many rods does the core hold?');
    await ok(takeBack(owner, file));
    await until(async () => (await this.stage.api.pool.query('SELECT 1 FROM message_citation_due')).rowCount === 0);
  }

  /** The words of a question, and an index that another release has made. */
  private async knowledge(): Promise<void> {
    const { api } = this.stage;
    const service = api.app.get(KnowledgeService, { strict: false });
    const { userId } = this.owner;
    const chatId = (await ok(this.owner.listChats({ q: 'rods' }))).data[0]!.id;
    for (const isOwnersChats of [false, true])
      await service.words({ userId, chatId, isOwnersChats }, 'How many rods?', [
        { text: 'forty rods', around: 'The core holds forty rods.' },
      ]);
    await this.forgetting(chatId, service);
    await api.pool.query('UPDATE knowledge SET version = version - 1 WHERE chat_id = $1', [chatId]);
    await service.rebuildNext(new AbortController().signal);
  }

  /** A text of more words than are looked through at once. */
  private async forgetting(chatId: number, service: KnowledgeService): Promise<void> {
    const { api } = this.stage;
    const { id: messageId } = await ok(this.owner.sendMessage(chatId, 'The pool beside it holds nine rods.'));
    await answered(this.owner, chatId, 'How many rods does the pool hold?');
    const client = await api.pool.connect();
    await client.query('SET auto_explain.log_min_duration = -1');
    await client.query(
      `INSERT INTO posting (chat_id, term, first_id, packed)
       SELECT $1, 'en word' || g, p.id, '\\x00000101' FROM passage p, generate_series(1, 1500) g
       WHERE p.chat_id = $1 AND p.message_id = $2`,
      [chatId, messageId],
    );
    client.release(true);
    await api.app.get(Database, { strict: false }).transaction(async (tx) => {
      for (const statement of forgetStatements([{ chatId, messageId }])) await tx.query(statement);
    });
    await service.forget(new AbortController().signal);
    await until(async () => (await api.pool.query('SELECT 1 FROM forgotten_text')).rowCount === 0);
  }

  /** What a server does by itself every half minute, and when it missed something. */
  private async heartbeat(): Promise<void> {
    const { app } = this.stage.api;
    const [database, chats] = [app.get(Database, { strict: false }), app.get(ChatRepository, { strict: false })];
    await chats.findHeads(database, [1, 2, 3]);
    const walk = app.get(ChatWalkRepository, { strict: false });
    const since = Date.parse(await walk.now(database)) - 600_000;
    await walk.heads(database, placeAt(since), new Date(since));
    await walk.heads(database, placeAt(0), new Date(since));
    await chats.headsChangedLately(database, [this.owner.userId, this.member.userId], 45);
    await app.get(ParticipantRepository, { strict: false }).leftAt(database, 2, 1);
    const work = app.get(MessageWorkService, { strict: false });
    await work.postpone(LEASED);
    await work.release(LEASED);
  }

  /** What a server has read of them at its start and reads again every 15 s. */
  private async revocation(): Promise<void> {
    const { app } = this.stage.api;
    await app.get(RevocationService, { strict: false }).revoke('somebody');
  }

  private async purge(): Promise<void> {
    const { api } = this.stage;
    await ok(this.owner.updateChatStatus(4, { status: 'DELETED' }));
    await api.pool.query(`UPDATE chat SET deleted_at = now() - interval '1 year' WHERE id = 4`);
    await api.app.get(RetentionService).purge();
  }

  /** A receiver that fails, recovers, is told again, and hears the end of this server. */
  private async webhooks(): Promise<void> {
    const { api, receiver } = this.stage;
    const { rows: before } = await api.pool.query('SELECT 1 FROM webhook_due');
    if (before.length > 0) await until(async () => (await api.pool.query('SELECT 1 FROM webhook_due')).rowCount === 0);
    const desk = api.app.get(WebhookDesk, { strict: false });
    receiver.manners = () => 500;
    const { id } = await ok(this.owner.createChat());
    await until(async () => (await desk.show(10)).chats.some(({ last_failure }) => last_failure !== null));
    receiver.manners = () => 204;
    await desk.retry();
    await until(() => receiver.knows(id) === 0);
    let answer = () => {};
    receiver.manners = () => new Promise((resolve) => (answer = () => resolve(204)));
    await ok(this.owner.sendMessage(id, 'one'));
    await until(() => receiver.of(id).at(-1)?.data.seq === 1);
    await ok(this.owner.sendMessage(id, 'two'));
    answer();
    receiver.manners = () => 204;
    await until(() => receiver.knows(id) === 2);
    await desk.replay(id, 0);
    const due = api.app.get(WebhookDueRepository, { strict: false });
    await due.release(UNCLAIMED);
  }

  private as(userId: string): ApiClient {
    const { url, contract } = this.stage.api;
    return new ApiClient({ url, contract, token: tokenOf(userId), userId });
  }
}

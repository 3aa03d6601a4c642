import fc from 'fast-check';
import type pg from 'pg';
import { chatTables, rowsOf } from './chat-rows.js';
import { CopiedFeeds } from './copied-feeds.js';
import { ok } from './expectations.js';
import { Group, type GroupAct, groupAct } from './group-acts.js';
import type { LiveFeeds } from './live-feeds.js';
import type { Person } from './person-of.js';
import type { TwoServers } from './two-servers.js';
import { until } from './until.js';

const CHATS = 3;
const PEOPLE = 6;
const ACTS_A_ROUND = 8;

/** GROUPs with people in common, in which everybody tries everything at once, over two servers. */
export class CommonChats {
  private constructor(
    private readonly pool: pg.Pool,
    private groups: readonly Group[],
    private copies: readonly CopiedFeeds[],
  ) {}

  static async begin(servers: TwoServers, live: LiveFeeds): Promise<CommonChats> {
    const people: Person[] = Array.from({ length: PEOPLE }, (_, nth) => servers.user(`p${nth}`));
    const groups: Group[] = [];
    const copies: CopiedFeeds[] = [];
    for (let nth = 0; nth < CHATS; nth++) {
      const [owner, ...members] = [people[nth]!, ...people.filter((_, place) => place !== nth)];
      const participants = members.map(({ userId }) => userId);
      // The last one has an assistant.
      const body = { chat_type: 'GROUP', participants, rag_enabled: nth === CHATS - 1 };
      const { id } = await ok(owner.at(0).createChat(body));
      groups.push(new Group(id, owner, members, people));
      copies.push(await CopiedFeeds.of(live, owner.at(0), id));
      // A server that hears of a chat for the first time may begin with any of the changes that are made at once.
      await ok(owner.at(1).sendMessage(id, 'Hello'));
      await copies.at(-1)!.expectInStep();
    }
    return new CommonChats(servers.pool, groups, copies);
  }

  /** @returns how many acts were tried */
  async rounds(count: number, seed: number): Promise<number> {
    const acts = fc
      .sample(groupAct(CHATS, PEOPLE, 2), { seed, numRuns: count * ACTS_A_ROUND })
      // A feed of a chat that was DELETED ends; that is for other tests.
      .filter(({ kind }) => kind !== 'DELETED');
    for (let from = 0; from < acts.length; from += ACTS_A_ROUND) {
      await Promise.all(acts.slice(from, from + ACTS_A_ROUND).map((act) => this.group(act).carryOut(act)));
      // Not for long, or little would happen.
      for (const group of this.groups) if (from % (4 * ACTS_A_ROUND) === 0) await group.carryOut(RESTORE);
    }
    return acts.length;
  }

  /**
   * A chat, the first or the last, which has an assistant, is DELETED and purged while everything goes on, also replies.
   * @returns what is wrong, in words
   */
  async purge(which: 'first' | 'last', purge: () => Promise<unknown>, seed: number): Promise<string[]> {
    const place = which === 'first' ? 0 : this.groups.length - 1;
    const { chatId, owner } = this.groups[place]!;
    const going = this.rounds(20, seed);
    await ok(owner.at(1).updateChatStatus(chatId, { status: 'DELETED' }));
    await until(async () => {
      // Somebody may restore it meanwhile.
      await owner.at(0).updateChatStatus(chatId, { status: 'DELETED' });
      await this.pool.query(
        `UPDATE chat SET deleted_at = now() - interval '400 days' WHERE id = $1 AND status = 'DELETED'`,
        [chatId],
      );
      await purge();
      return (await owner.at(0).getChat(chatId)).status === 404;
    });
    await going;
    this.groups = this.groups.filter((_, nth) => nth !== place);
    this.copies = this.copies.filter((_, nth) => nth !== place);
    const wrong = await this.wrong();
    for (const table of await chatTables(this.pool)) {
      const rows = await rowsOf(this.pool, table, chatId);
      if (rows > 0) wrong.push(`${rows} rows of a purged chat are left in ${table}`);
    }
    return wrong;
  }

  /** What has happened, so that a test can say that it tried it. */
  async happened(): Promise<Record<string, number>> {
    const { rows } = await this.pool.query<Record<string, number>>(HAPPENED, [this.groups.map(({ chatId }) => chatId)]);
    return rows[0]!;
  }

  /** What is not as it must be, in words; and the copies are in step with what the server shows. */
  async wrong(): Promise<string[]> {
    const ids = this.groups.map(({ chatId }) => chatId);
    // Nobody writes replies any more, and no citation follows.
    for (const table of ['message_work', 'message_citation_due'])
      await until(
        async () => (await this.pool.query(`SELECT 1 FROM ${table} WHERE chat_id = ANY ($1)`, [ids])).rowCount === 0,
      );
    for (const copies of this.copies) await copies.expectInStep();
    const wrong: string[] = [];
    for (const [what, text] of Object.entries(WRONG)) {
      const { rows } = await this.pool.query(text, [ids]);
      if (rows.length > 0) wrong.push(`${what}: ${JSON.stringify(rows.slice(0, 5))}`);
    }
    for (const { chatId, owner } of this.groups) {
      const { last_message: preview } = await ok(owner.at(0).getChat(chatId));
      const { data } = await ok(owner.at(1).listMessages(chatId, { around: preview?.id ?? 1, limit: 1 }));
      if (data[0]?.status !== preview?.status) wrong.push(`the preview is ${preview?.status}: ${JSON.stringify(data)}`);
    }
    return wrong;
  }

  private group({ chat }: GroupAct): Group {
    // After a purge there are fewer.
    return this.groups[chat % this.groups.length]!;
  }
}

const RESTORE: GroupAct = { kind: 'ACTIVE', chat: 0, by: 0, to: 0, at: 0 };

const HAPPENED = `SELECT count(edited_at)::int AS edited, count(deleted_at)::int AS deleted,
    count(*) FILTER (WHERE sender_id = 'assistant')::int AS "answered by the assistant"
  FROM message WHERE chat_id = ANY ($1)`;

/** SQL that finds what is kept and not as brute force says. */
const WRONG = {
  'unread counts': `
    SELECT * FROM (
      SELECT p.chat_id, p.user_id, c.message_count - p.seen_count AS kept, (
        SELECT count(*) FROM message m WHERE m.chat_id = p.chat_id AND m.status NOT IN ('SENDING', 'FAILED')
          AND m.message_type <> 'SYSTEM' AND m.deleted_at IS NULL AND m.sender_id <> p.user_id AND p.membership @> coalesce(m.addressed_id, m.id) AND m.id > p.read_up_to
          AND NOT EXISTS (SELECT FROM receipt r WHERE r.chat_id = m.chat_id AND r.message_id = m.id
            AND r.user_id = p.user_id AND r.status = 'READ')
          -- Nothing is unread to who is added.
          AND coalesce(m.addressed_id, m.id) >= (SELECT max(lower(r)) FROM unnest(p.membership) r)) AS counted
      FROM participant p JOIN chat c ON c.id = p.chat_id WHERE c.id = ANY ($1) AND upper_inf(p.membership)
    ) u WHERE kept <> counted`,
  'ids and numbers of sends in another order': `
    SELECT * FROM (
      SELECT chat_id, id, sent_seq, lag(sent_seq) OVER (PARTITION BY chat_id ORDER BY id) AS before
      FROM message WHERE chat_id = ANY ($1) AND sent_seq IS NOT NULL
    ) m WHERE sent_seq <= before`,
  'numbers beyond the last': `
    SELECT c.id FROM chat c WHERE c.id = ANY ($1) AND c.last_seq < greatest(c.change_seq,
      (SELECT max(change_seq) FROM message WHERE chat_id = c.id),
      (SELECT max(change_seq) FROM participant WHERE chat_id = c.id))`,
  'counts of replies': `
    SELECT m.id FROM message m WHERE m.chat_id = ANY ($1) AND m.reply_count <>
      (SELECT count(*) FROM message r WHERE r.chat_id = m.chat_id AND r.parent_message_id = m.id)`,
  'sums of reactions': `
    SELECT m.id FROM message m WHERE m.chat_id = ANY ($1) AND
      (SELECT coalesce(sum((of.value ->> 'count')::int), 0) FROM jsonb_each(m.reactions) of) <>
      (SELECT count(*) FROM message_reaction r WHERE r.chat_id = m.chat_id AND r.message_id = m.id)`,
  'last messages': `
    SELECT c.id, c.last_message, m.id AS latest FROM chat c JOIN LATERAL (
      SELECT m.id, m.content FROM message m WHERE m.chat_id = c.id
        AND NOT (m.message_type = 'SYSTEM' AND coalesce(m.message_metadata ->> 'action', '') IN ('edit', 'delete'))
      ORDER BY m.id DESC LIMIT 1
    ) m ON true WHERE c.id = ANY ($1) AND ((c.last_message ->> 'id')::bigint, c.last_message ->> 'content')
      IS DISTINCT FROM (m.id, left(m.content, 200))`,
  'what is left of deleted messages': `
    SELECT m.id FROM message m WHERE m.chat_id = ANY ($1) AND m.deleted_at IS NOT NULL AND (m.content <> ''
      OR m.message_metadata IS NOT NULL AND m.sender_id <> 'assistant' OR m.reactions::text <> '{}'
      OR EXISTS (SELECT FROM message_text t WHERE t.chat_id = m.chat_id AND t.message_id = m.id)
      OR EXISTS (SELECT FROM message_text_new t WHERE t.chat_id = m.chat_id AND t.message_id = m.id)
      OR EXISTS (SELECT FROM passage p WHERE p.chat_id = m.chat_id AND p.message_id = m.id)
      OR EXISTS (SELECT FROM message_citation t WHERE t.chat_id = m.chat_id AND t.message_id = m.id))`,
  'acts that keep words': `
    SELECT m.id FROM message m WHERE m.chat_id = ANY ($1) AND m.message_type = 'SYSTEM' AND m.content <> ''
      AND m.message_metadata ->> 'action' IN ('edit', 'delete')`,
  titles: `
    SELECT c.id, c.title FROM chat c LEFT JOIN message m ON m.chat_id = c.id AND m.id = c.title_message_id
    WHERE c.id = ANY ($1) AND c.title_message_id IS NOT NULL AND (m.deleted_at IS NOT NULL OR c.title IS DISTINCT FROM m.content)`,
};

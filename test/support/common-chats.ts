import fc from 'fast-check';
import type pg from 'pg';
import { CopiedFeeds } from './copied-feeds.js';
import { ok } from './expectations.js';
import { Group, type GroupAct, groupAct } from './group-acts.js';
import type { LiveFeeds } from './live-feeds.js';
import type { Person, TwoServers } from './two-servers.js';

const CHATS = 3;
const PEOPLE = 6;
const ACTS_A_ROUND = 8;

/** GROUPs with people in common, in which everybody tries everything at once, over two servers. */
export class CommonChats {
  private constructor(
    private readonly pool: pg.Pool,
    private readonly groups: readonly Group[],
    private readonly copies: readonly CopiedFeeds[],
  ) {}

  static async begin(servers: TwoServers, live: LiveFeeds): Promise<CommonChats> {
    const people: Person[] = Array.from({ length: PEOPLE }, (_, nth) => servers.user(`p${nth}`));
    const groups: Group[] = [];
    const copies: CopiedFeeds[] = [];
    for (let nth = 0; nth < CHATS; nth++) {
      const [owner, ...members] = [people[nth]!, ...people.filter((_, place) => place !== nth)];
      const participants = members.map(({ userId }) => userId);
      const { id } = await ok(owner.at(0).createChat({ chat_type: 'GROUP', title: 'Common', participants }));
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

  /** What is not as it must be, in words; and the copies are in step with what the server shows. */
  async wrong(): Promise<string[]> {
    for (const copies of this.copies) await copies.expectInStep();
    const wrong: string[] = [];
    for (const [what, text] of Object.entries(WRONG)) {
      const { rows } = await this.pool.query(text, [this.groups.map(({ chatId }) => chatId)]);
      if (rows.length > 0) wrong.push(`${what}: ${JSON.stringify(rows.slice(0, 5))}`);
    }
    return wrong;
  }

  private group({ chat }: GroupAct): Group {
    return this.groups[chat]!;
  }
}

const RESTORE: GroupAct = { kind: 'ACTIVE', chat: 0, by: 0, to: 0, at: 0 };

/** SQL that finds what is kept and not as brute force says. */
const WRONG = {
  'unread counts': `
    SELECT * FROM (
      SELECT p.chat_id, p.user_id, c.message_count - p.seen_count AS kept, (
        SELECT count(*) FROM message m WHERE m.chat_id = p.chat_id AND m.status NOT IN ('SENDING', 'FAILED')
          AND m.message_type <> 'SYSTEM' AND m.sender_id <> p.user_id AND p.membership @> m.id AND m.id > p.read_up_to
          AND NOT EXISTS (SELECT FROM receipt r WHERE r.chat_id = m.chat_id AND r.message_id = m.id
            AND r.user_id = p.user_id AND r.status = 'READ')
          -- Nothing is unread to who is added.
          AND m.id >= (SELECT max(lower(r)) FROM unnest(p.membership) r)) AS counted
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
    SELECT c.id FROM chat c WHERE c.id = ANY ($1)
      AND (c.last_message ->> 'id')::bigint <> (SELECT max(id) FROM message WHERE chat_id = c.id)`,
};

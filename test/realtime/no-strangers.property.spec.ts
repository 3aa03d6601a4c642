import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChangedDto } from '#libs/realtime';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { Group, type GroupAct, groupAct } from '../support/group-acts.js';
import { groupOf } from '../support/group-chats.js';
import { LiveFeeds } from '../support/live-feeds.js';
import type { LiveLog } from '../support/live-log.js';
import { type Person, personOf } from '../support/person-of.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { until } from '../support/until.js';

const PEOPLE = 4;
const CHATS = 2;
const LISTENING_SERVERS = 2;

/** Somebody connects; of a chat that is not theirs they hear nothing. */
interface Listen {
  readonly kind: 'listen';
  readonly by: number;
  readonly chat: number;
  readonly at: number;
  readonly how: 'socket' | 'ofUser' | 'ofChat';
}

const listen: fc.Arbitrary<Listen> = fc.record({
  kind: fc.constant('listen' as const),
  by: fc.nat({ max: PEOPLE - 1 }),
  chat: fc.nat({ max: CHATS - 1 }),
  at: fc.nat({ max: LISTENING_SERVERS - 1 }),
  how: fc.constantFrom('socket' as const, 'ofUser' as const, 'ofChat' as const),
});
const deafen = fc.constant({ kind: 'deafen' as const });
const step = fc.oneof(
  { weight: 12, arbitrary: groupAct(CHATS, PEOPLE, LISTENING_SERVERS + 1) },
  { weight: 3, arbitrary: listen },
  { weight: 1, arbitrary: deafen },
);
/** What is in one list happens at once. */
const story = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 8 });

interface OpenFeed {
  readonly log: LiveLog;
  readonly userId: string;
  /** When it is of one chat. */
  readonly group: Group | undefined;
}

describe('in every story of groups, with any hints lost', () => {
  let servers: ApiServer[];
  beforeAll(async () => {
    // The hints of the last one reach nobody.
    servers = [await startApi(), await startApi(), await startApi({ BUS_CHANNEL: 'nobody_listens' })];
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
  });

  async function begin(live: LiveFeeds) {
    const people = Array.from({ length: PEOPLE }, (_, nth) => personOf(servers, `person${nth}`));
    const quiet = personOf(servers, 'quiet');
    const create = async (owner: Person, ...others: Person[]) => {
      const { id } = await groupOf(owner.at(0), ...[...others, quiet].map((person) => person.at(0)));
      return new Group(id, owner, others, people);
    };
    const [one, two, three] = people as [Person, Person, Person];
    const groups = [await create(one, two, three), await create(two, one)];
    const fence = await create(one, ...people.slice(1));
    const feeds: OpenFeed[] = [];
    const open = async ({ by, chat, at, how }: Omit<Listen, 'kind'>) => {
      const [person, group] = [people[by]!, groups[chat]!];
      const client = person.at(at);
      const log = how === 'ofChat' ? await live.ofChat(client, group.chatId) : await live[how](client);
      feeds.push({ log, userId: person.userId, group: how === 'ofChat' ? group : undefined });
    };
    return { groups, fence, feeds, open, quiet };
  }

  /** Ends what the servers hear and speak through. */
  const endBusConnections = () =>
    servers[0]!.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'chat-system-api bus' AND datname = current_database()`,
    );

  it(
    'nobody hears of a chat in which they are not, nor of somebody who was only put there',
    () =>
      holds(20, story, async (lists) => {
        const live = await LiveFeeds.on(servers[0]!.url);
        const { groups, fence, feeds, open, quiet } = await begin(live);
        const ears = await live.socket(quiet.at(0));
        for (let by = 0; by < PEOPLE; by++) await open({ by, chat: 0, at: by % 2, how: by < 2 ? 'socket' : 'ofUser' });
        const carryOut = (one: GroupAct | Listen | { readonly kind: 'deafen' }) => {
          if (one.kind === 'deafen') return endBusConnections();
          return one.kind === 'listen' ? open(one) : groups[one.chat]!.carryOut(one);
        };
        // Everywhere it is known who is in the groups.
        await untilAllIsTold([...groups, fence], feeds);
        for (const list of lists) {
          for (const { chatId } of groups) ears.typing(chatId);
          await Promise.all(list.map(carryOut));
        }

        for (const { chatId, owner } of groups) await ok(owner.at(0).updateChatStatus(chatId, { status: 'ACTIVE' }));
        await untilAllIsTold([...groups, fence], feeds);
        for (const feed of feeds) for (const group of groups) expect(wrongsOf(feed, group)).toEqual([]);
        for (const { log } of feeds) expect(log.events.filter(({ data }) => data.user_id === quiet.userId)).toEqual([]);
        live.close();
      }),
    PROPERTY_TIMEOUT,
  );
});

/** Until each feed has ended or has told of something that happened after all this; everybody is in the last group. */
async function untilAllIsTold(groups: readonly Group[], feeds: readonly OpenFeed[]): Promise<void> {
  const heads = new Map<Group, number>();
  for (const group of groups) heads.set(group, (await ok(group.owner.at(0).getChat(group.chatId))).last_seq);
  const hasTold = ({ log }: OpenFeed, group: Group) =>
    log.changes(group.chatId).some(({ seq }) => seq > (heads.get(group) ?? 0));
  const isThrough = (feed: OpenFeed) =>
    feed.group === undefined
      ? groups.every((group) => !group.memberships.isIn(feed.userId) || hasTold(feed, group))
      : feed.log.isClosed || hasTold(feed, feed.group);
  await until(async () => {
    // Again and again: the hint may be lost.
    for (const { chatId, owner } of groups) await ok(owner.at(0).sendMessage(chatId, 'the last'));
    return feeds.every(isThrough);
  });
}

/** What somebody was told of a group and must not have been. */
function wrongsOf({ log, userId }: OpenFeed, { chatId, memberships }: Group): unknown[] {
  const heads = log.events.flatMap(({ data: { chats = [] } }) => chats).filter(({ id }) => id === chatId);
  const told = [...log.changes(chatId), ...heads.map(({ last_seq: seq }) => ({ chat_id: chatId, seq }))];
  return told.flatMap((frame: ChangedDto) => {
    const isAhead = frame.messages?.some(({ change_seq }) => change_seq > frame.seq) === true;
    const wrong = memberships.wrongWith(userId, frame) ?? (isAhead ? 'holds a later change' : undefined);
    return wrong === undefined ? [] : [{ userId, wrong, frame, acts: memberships.toString() }];
  });
}

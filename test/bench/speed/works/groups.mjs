// What a GROUP of 10, 100 or 1,000 people costs, against a chat of one of the same length: send, mark, page, list.
import { connected } from '../postgres.mjs';
import { chats, mark, page, send } from './requests.mjs';
import { SIZES_OF_GROUPS } from './world.mjs';

export const GROUP_WORKS = ['send', 'mark', 'page', 'list'];

/** So many a second are marked at most; in chats of one there are not more for many runs. */
const MARKS_PER_SECOND = 2_500;

/** @returns a function that makes requests for a work and a size of group, for so many seconds */
export function groupRequests(world, databaseUrl, marksPerSecond = MARKS_PER_SECOND) {
  const pairs = new Map(SIZES_OF_GROUPS.slice(1).map((size) => [size, pairsOf(world, size)]));
  return async (work, size, random, seconds) => {
    const groups = world.groupsOf(size);
    if (work === 'mark') {
      const count = marksPerSecond * seconds;
      const next = pairs.get(size) ?? (await unreadAnswers(world, databaseUrl, count));
      return Array.from({ length: count }, next).map(({ id, member }) =>
        mark(world.memberOf(size, member), id, 'READ'),
      );
    }
    const draw = {
      send: () => send(world.memberOf(size, random(size)), groups[random(groups.length)]),
      page: () => page(world.memberOf(size, random(size)), groups[random(groups.length)]),
      list: () => chats(world.memberOf(size, random(size))),
    }[work];
    return Array.from({ length: 2_000 }, draw);
  };
}

/** Of the assistant, in the chats of one: so few that what was marked before is left out. */
async function unreadAnswers(world, databaseUrl, count) {
  const { rows } = await connected(databaseUrl, (client) =>
    client.query(
      `SELECT id FROM message WHERE chat_id = ANY ($1::bigint[]) AND NOT is_user AND status = 'SENT'
      ORDER BY random() LIMIT $2`,
      [world.groupsOf(1), count],
    ),
  );
  if (rows.length < count) throw new Error('too few messages are left that nobody has marked: run with --fresh');
  let nth = 0;
  return () => ({ id: Number(rows[nth++].id), member: 0 });
}

/** A message and one of those who did not send it, each but once, from a random one on. */
function pairsOf(world, size) {
  const { turns: perGroup, groups } = world.shape;
  const all = perGroup * groups * (size - 1);
  let nth = Math.floor(Math.random() * all);
  return () => {
    const place = nth++ % all;
    const [group, rest] = [place % groups, Math.floor(place / groups)];
    const { id, sender } = world.messageOf(size, group, rest % perGroup);
    return { id, member: (sender + 1 + Math.floor(rest / perGroup)) % size };
  };
}

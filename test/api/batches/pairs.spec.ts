import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ownDatabaseUrl } from '../../support/test-database.js';
import { startTwoServers, type TwoServers } from '../../support/two-servers.js';
import { type Change, PLAIN_CHANGES, plainTwin, RAG_CHANGES, ragTwin, type TwinChat } from './twin-chat.js';
import { outcomeOf } from './twin-outcome.js';

/** Pairs that are tried at once. */
const AT_ONCE = 6;

describe('changes of one chat at the same moment end as if one had come after the other', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers({ WORKER: 'off', DATABASE_URL: await ownDatabaseUrl() });
    // No id is a number that something else has, too.
    await servers.pool.query(`SELECT setval('message_id_seq', 1000000000)`);
  });
  afterAll(() => servers.close());

  it.each([
    ['in every pair', PLAIN_CHANGES, plainTwin],
    ['in every pair, where the server answers', RAG_CHANGES, ragTwin],
  ])(
    '%s',
    async (_how, changes, twin) => {
      const kinds = Object.keys(changes);
      await expectAsInTurn(
        kinds.flatMap((kind, nth) => kinds.slice(nth).map((other) => [kind, other])),
        changes,
        twin,
      );
    },
    240_000,
  );

  it('in threes', async () => {
    const kinds = Object.keys(PLAIN_CHANGES);
    const threes = Array.from({ length: 12 }, (_, nth) =>
      [0, 1, 2].map((one) => kinds[(nth * 7 + one * (nth + 5)) % kinds.length]!),
    );
    await expectAsInTurn(threes, PLAIN_CHANGES, plainTwin);
  }, 120_000);

  async function expectAsInTurn(
    groups: readonly (readonly string[])[],
    changes: Readonly<Record<string, Change>>,
    twin: (servers: TwoServers) => Promise<TwinChat>,
  ): Promise<void> {
    const different: string[] = [];
    const waiting = [...groups.entries()];
    /** Every other over two servers. */
    const tryOne = async ([place, kinds]: readonly [number, readonly string[]]) => {
      const server = place % 2;
      const ask = (chat: TwinChat, nth: number) => {
        const by = [chat.alice, chat.bob, chat.carol][nth]!;
        return changes[kinds[nth]!]!(chat, by.at(nth * server), chat.alice.at(nth * server));
      };
      const inTurn = await Promise.all(
        ordersOf(kinds.map((_, nth) => nth)).map(async (order) => {
          const chat = await twin(servers);
          const answers = new Map<number, Awaited<ReturnType<Change>>>();
          for (const nth of order) answers.set(nth, await ask(chat, nth));
          return outcomeOf(
            chat,
            kinds.map((_, nth) => answers.get(nth)!),
            servers.pool,
          );
        }),
      );
      const chat = await twin(servers);
      const atOnce = await outcomeOf(chat, await Promise.all(kinds.map((_, nth) => ask(chat, nth))), servers.pool);
      if (!inTurn.includes(atOnce)) different.push([kinds.join(' and '), nearest(atOnce, inTurn)].join('\n'));
    };
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await tryOne(next);
      }),
    );
    expect(different).toEqual([]);
  }
});

function ordersOf(all: readonly number[]): number[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((first) => ordersOf(all.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

/** Where it differs from the order that is most like it. */
function nearest(outcome: string, orders: readonly string[]): string {
  const lines = outcome.split('\n');
  const differences = orders.map((order) => {
    const other = order.split('\n');
    return lines.flatMap((line, nth) =>
      line === other[nth] ? [] : [`${nth}: ${line.trim()} | ${other[nth]?.trim()}`],
    );
  });
  return (
    differences
      .toSorted((a, b) => a.length - b.length)[0]
      ?.slice(0, 8)
      .join('\n') ?? ''
  );
}

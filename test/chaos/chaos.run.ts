import { describe, expect, it } from '@jest/globals';
import { testDatabaseUrl } from '../support/test-database.js';
import { toText } from './chaos-report.js';
import type { BusName } from './lossy-bus.js';
import { runChaos } from './run-chaos.js';

const { CHAOS_MESSAGES = '10000', CHAOS_KILLS = '50', CHAOS_BUS = 'both', CHAOS_SEED } = process.env;
const buses: readonly BusName[] = CHAOS_BUS === 'pg' || CHAOS_BUS === 'redis' ? [CHAOS_BUS] : ['pg', 'redis'];
const seed = Number(CHAOS_SEED ?? Date.now() % 1_000_000);

describe('servers that are killed, connections that are cut and hints that are lost', () => {
  it.each(buses)(`leave no trace with BUS=%s, ${CHAOS_MESSAGES} messages and ${CHAOS_KILLS} kills`, async (bus) => {
    process.stdout.write(`CHAOS_SEED=${seed} CHAOS_BUS=${bus}\n`);
    const report = await runChaos({
      seed,
      databaseUrl: await testDatabaseUrl(),
      bus,
      servers: 3,
      users: 8,
      chats: 5,
      messages: Number(CHAOS_MESSAGES),
      kills: Number(CHAOS_KILLS),
      pauseMs: 300,
      healedBy: 'heads',
      settleMs: 180_000,
    });
    process.stdout.write(toText(report));
    const { counts, lost, doubled, holes, differences, mistakes } = report;
    expect({
      lost: lost.length,
      doubled: doubled.length,
      holes: holes.length,
      differences: differences.length,
      mistakes: mistakes.length,
    }).toEqual({ lost: 0, doubled: 0, holes: 0, differences: 0, mistakes: 0 });
    expect(counts['messages stored']).toBeGreaterThanOrEqual(Number(CHAOS_MESSAGES));
    expect(counts['answers: not now']).toBeLessThanOrEqual(Number(CHAOS_MESSAGES) / 100);
    expect(counts['servers killed']).toBeGreaterThanOrEqual(Number(CHAOS_KILLS));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../chaos/seeded-random.js';
import { runWebhookKills } from '../chaos/webhook-kills.js';
import { newDataFolder } from '../support/service-process.js';

describe('a worker that is killed while it tells of chats', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => {
    data = await newDataFolder();
  });
  afterAll(() => data.remove());

  /** A long one is part of `npm run bench -- chaos`. */
  it('costs a lease, and no news, though the receiver does not take every third call', async () => {
    const report = await runWebhookKills({
      random: new SeededRandom(7),
      folder: data.folder,
      chats: 6,
      changes: 150,
      kills: 2,
      failing: 0.3,
      settleMs: 100_000,
    });
    expect(report.mistakes).toEqual([]);
    expect(report.kills).toBe(2);
    expect(report.failed).toBeGreaterThan(0);
  }, 150_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newDataFolder } from '../support/service-process.js';
import { SeededRandom } from './seeded-random.js';
import { runWebhookKills } from './webhook-kills.js';

describe('webhooks while workers are killed again and again', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => {
    data = await newDataFolder();
  });
  afterAll(() => data.remove());

  it.each([1, 2, 3])('tell every chat to its end, and in order (seed %s)', async (seed) => {
    const report = await runWebhookKills({
      random: new SeededRandom(seed),
      folder: data.folder,
      chats: 30,
      changes: 1_500,
      kills: 20,
      failing: 0.3,
      settleMs: 300_000,
    });
    expect(report.mistakes).toEqual([]);
    expect(report.kills).toBeGreaterThanOrEqual(10);
    expect(report.failed).toBeGreaterThan(report.calls / 5);
  });
});

import { describe, expect, it } from '@jest/globals';
import { startReplyStage } from '../support/reply-stage.js';
import { newDataFolder } from '../support/service-process.js';
import { CHATS, ReplyKills } from './reply-kills.js';
import { SeededRandom } from './seeded-random.js';

const { REPLY_KILLS = '20', REPLY_KILLS_SEED } = process.env;
const seed = Number(REPLY_KILLS_SEED ?? Date.now() % 1_000_000);

describe('servers that are killed while they write', () => {
  it(`cost leases and no replies, ${REPLY_KILLS} times`, async () => {
    process.stdout.write(`REPLY_KILLS_SEED=${seed}\n`);
    const random = new SeededRandom(seed);
    const stage = await startReplyStage({ WORKER: 'off' });
    const data = await newDataFolder();
    const kills = await ReplyKills.start(stage, data.folder, 2);
    try {
      for (let nth = 0; nth < Number(REPLY_KILLS); nth++) await kills.round(random);
      await kills.close();
    } finally {
      await kills.stop();
      await stage.close();
      await data.remove();
    }
    const { mistakes, ...counts } = kills.report;
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    expect(mistakes).toEqual([]);
    expect([counts.kills, counts.sent + counts.interrupted]).toEqual([
      Number(REPLY_KILLS),
      CHATS * Number(REPLY_KILLS),
    ]);
  });
});

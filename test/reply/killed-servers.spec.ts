import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHATS, ReplyKills } from '../chaos/reply-kills.js';
import { SECRET } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { ended, errorOf, ragChat, replyTo } from '../support/reply-chats.js';
import { deltasOf, textOf } from '../support/reply-feed.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { until } from '../support/until.js';

/** Twenty in `npm run bench -- chaos`. */
const KILLS = 2;
const LEASE_SECONDS = 3;

describe('a server that writes replies', () => {
  let stage: ReplyStage;
  let data: Awaited<ReturnType<typeof newDataFolder>>;

  beforeAll(async () => {
    stage = await startReplyStage({ WORKER: 'off' });
    data = await newDataFolder();
  });
  afterAll(async () => {
    await stage.close();
    await data.remove();
  });

  it('costs a lease when it is killed, and no reply', async () => {
    const kills = await ReplyKills.start(stage, data.folder, LEASE_SECONDS);
    try {
      for (let nth = 0; nth < KILLS; nth++) await kills.round();
      await kills.close();
    } finally {
      await kills.stop();
    }
    const { report } = kills;
    expect(report.mistakes).toEqual([]);
    expect([report.kills, report.sent + report.interrupted]).toEqual([KILLS, KILLS * CHATS]);
    expect(report.interrupted).toBeGreaterThanOrEqual(1);
    expect(report.takenOver).toBeGreaterThanOrEqual(1);
  }, 180_000);

  it('leaves its replies to others at SIGTERM, without a lease to wait for', async () => {
    const environment = { ...stage.settings, JWT_SECRET: SECRET, REPLY_LEASE_SECONDS: '600', NODE_ENV: 'production' };
    const { model, api } = stage;
    model.behave({ does: 'hang', chunks: ['So far'] }, { does: 'hang' }, { does: 'answer', chunks: ['Whole.'] });
    const first = await ServiceProcess.start(data.folder, environment);
    const owner = api.user();
    const feed = await stage.live.socket(owner);
    const ask = async (content: string) =>
      replyTo(owner, await ok(owner.sendMessage((await ragChat(owner)).id, content)));
    const begun = await ask('One?');
    await until(() => textOf(deltasOf(feed, begun.id)) === 'So far');
    const unbegun = await ask('Two?');
    await until(() => model.requests.length === 2);
    const second = await ServiceProcess.start(data.folder, environment);
    try {
      first.signal('SIGTERM');
      const interrupted = await ended(owner, begun);
      expect([interrupted.status, interrupted.content, errorOf(interrupted).code]).toEqual([
        'FAILED',
        'So far',
        'interrupted',
      ]);
      expect(await ended(owner, unbegun)).toMatchObject({ status: 'SENT', content: 'Whole.' });
      expect(await first.exited()).toBe(0);
      expect(model.requests.length).toBe(3);
    } finally {
      await second.stop();
    }
  }, 90_000);
});

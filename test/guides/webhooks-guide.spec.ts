import { describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.mjs';
import { LONGEST_RUN_MS, onStage } from '../support/guide-stage.js';
import { SECRET } from '../webhooks/webhook-receiver.js';

const port = String(await freePort());

describe('the guide to webhooks', () => {
  const stage = onStage('webhooks', { WEBHOOK_URL: `http://127.0.0.1:${port}/`, WEBHOOK_SECRET: SECRET });

  it(
    'has a receiver that hears what it says, and refuses what is not signed',
    async () => {
      const { api, page, databaseUrl: DATABASE_URL } = stage();
      const { printed, promised } = await page.run(api.url, {
        DATABASE_URL,
        RECEIVER_PORT: port,
        WEBHOOK_SECRET: SECRET,
      });
      expect(printed).toEqual(promised);
      expect(promised).toHaveLength(3);
    },
    LONGEST_RUN_MS,
  );

  it('shows a message as it is sent', async () => {
    const { api, page } = stage();
    const [example] = page.code('json').map((json) => JSON.parse(json) as { data: { messages: object[] } });
    const answer = { data: example?.data.messages, has_more: false, next_cursor: null, last_seq: 5 };
    api.contract.check('listMessages', 200, 'application/json', answer);
  });

  it('leaves nothing unexecuted', () => {
    const { page } = stage();
    expect(page.code('sh')).toHaveLength(1);
    expect(page.unexecuted).toEqual([]);
  });
});

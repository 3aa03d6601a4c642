import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { ModelServer } from '../support/model-server.js';
import { WebhookReceiver } from '../webhooks/webhook-receiver.js';
import { type HeardPlan, HeardPlans, outlineOf } from './heard-plans.js';
import { namedStatements } from './named-statements.js';
import { boundsOf, isAmong, NEVER_HERE } from './plan-bounds.js';
import { type Shape, shapedDatabaseUrl } from './shapes.js';
import { tour } from './tour/tour.js';
import { differences, writeSql } from './written-sql.js';

const SHAPES: readonly (Shape & { readonly name: string })[] = [
  { name: 'in 5 chats of 40,000 messages', chats: 5, messages: 200_000, large: 40_000 },
  { name: 'in 100,000 chats, one of them of 100,000 messages', chats: 100_000, messages: 1_000_000, large: 100_000 },
];

/** Dead rows that the vacuum has not come to yet are read, too: more of them on a slow machine. */
const SLACK = 1.5;

describe.each(SHAPES)('what the statements read, $name', (shape) => {
  let model: ModelServer;
  let receiver: WebhookReceiver;
  let api: ApiServer;
  let live: LiveFeeds;
  let heard: HeardPlans;
  beforeAll(async () => {
    const DATABASE_URL = await shapedDatabaseUrl(shape);
    heard = HeardPlans.begin();
    model = await ModelServer.start();
    receiver = await WebhookReceiver.start();
    api = await startApi({
      DATABASE_URL,
      LLM_BASE_URL: model.url,
      LLM_MODEL: 'm',
      EMBEDDINGS_BASE_URL: model.url,
      EMBEDDINGS_MODEL: 'e',
      TOKENS_PER_USER_PER_DAY: '1000000',
      ...receiver.settings,
    });
    live = await LiveFeeds.on(api.url);
    await tour({ api, model, receiver, live }, shape);
  }, 600_000);
  afterAll(async () => {
    heard.end();
    live.close();
    await api.close();
    await model.close();
    await receiver.close();
  });

  it('is bounded, however much there is', () => {
    const wasteful = new Map<string, HeardPlan>();
    for (const plan of heard.plans) {
      const { rows, buffers } = boundsOf(plan.name);
      if (plan.rows > SLACK * rows || plan.buffers > SLACK * buffers) wasteful.set(plan.name, plan);
    }
    expect([...wasteful.values()].map(outlineOf)).toEqual([]);
  });

  it('was heard of each of them', async () => {
    const ran = [...new Set(heard.plans.map(({ name }) => name))];
    const names = [...(await namedStatements()).keys()].filter((name) => !isAmong(NEVER_HERE, name));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !ran.some((one) => isAmong([name], one)))).toEqual([]);
  });

  it('is written out in sql/, by `npm run sql`', async () => {
    if (process.env['WRITE_SQL'] !== undefined) await writeSql(heard.texts);
    expect(await differences(heard.texts)).toEqual([]);
  });
});

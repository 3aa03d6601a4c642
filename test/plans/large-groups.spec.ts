import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { HeardPlans, type PlanNode } from './heard-plans.js';
import { loadedDatabaseUrl } from './shapes.js';

const PEOPLE = 1_000;

/** Half of the people have read some of the latest 100 messages, each another. */
const LOADED = `
  INSERT INTO chat (id, owner_id, session_id, rag_enabled, chat_type) VALUES (1, 'person-1', 'session', false, 'GROUP');
  INSERT INTO participant (chat_id, user_id, membership, delivered_up_to, read_up_to)
    SELECT 1, 'person-' || g, '{(0,)}', up_to, up_to
    FROM generate_series(1, ${PEOPLE}) g, LATERAL (SELECT CASE g % 2 WHEN 0 THEN 200 + g % 100 ELSE 0 END AS up_to) read;
  INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, recipients, created_at, updated_at)
    SELECT 1, id, id, 'person-' || id, true, 'TEXT', 'SENT', 'text', ${PEOPLE - 1}, now(), now() FROM generate_series(1, 300) id;
  SELECT setval('message_id_seq', 300);`;

describe('a GROUP of 1,000', () => {
  let api: ApiServer;
  let heard: HeardPlans;
  beforeAll(async () => {
    const DATABASE_URL = await loadedDatabaseUrl(LOADED);
    heard = HeardPlans.begin();
    api = await startApi({ DATABASE_URL });
  });
  afterAll(async () => {
    heard.end();
    await api.close();
  });

  it('has pages that look at each participant a few times, not once for each message', async () => {
    const queries: Record<string, number>[] = [{}, { before: 250 }, { around: 250 }, { after_seq: 240 }];
    for (const query of queries) {
      heard.plans.length = 0;
      const { data } = await ok(api.service().listMessages(1, { limit: 50, ...query }));
      expect(data).toHaveLength(50);
      const looks = heard.plans.filter(({ name }) => name.startsWith('message.')).map(({ plan }) => looksOf(plan));
      expect(looks.length).toBeGreaterThan(0);
      expect(Math.max(...looks)).toBeLessThan(8 * PEOPLE);
    }
  });

  it.each([
    ['lists', 'chat.list', (query: { user_id: string }) => ok(api.service().listChats(query))],
    ['is asked for', 'chat.find', (query: { user_id: string }) => ok(api.service().getChat(1, query))],
  ])('%s looks at the participants once for a change, not once for each who asks', async (_way, statement, ask) => {
    const looks = async (person: number) => {
      heard.plans.length = 0;
      await ask({ user_id: `person-${person}` });
      const [plan] = heard.plans.filter(({ name }) => name === statement);
      return looksOf(plan!.plan);
    };
    const { id } = await ok(api.service().sendMessage(1, { content: 'text', user_id: 'person-2' }));
    expect(await looks(3)).toBeGreaterThan(PEOPLE);
    for (const person of [4, 5, 6]) expect(await looks(person)).toBeLessThan(20);
    await ok(api.service().updateMessageStatus(id, { status: 'READ', user_id: 'person-4' }));
    expect(await looks(7)).toBeGreaterThan(PEOPLE);
    expect(await looks(8)).toBeLessThan(20);
  });
});

/** Rows that any step looked at. */
function looksOf(node: PlanNode): number {
  const seen = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
  return (node.Plans ?? []).reduce((sum, plan) => sum + looksOf(plan), seen * node['Actual Loops']);
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { edit, takeBack } from '../support/group-chats.js';
import { HeardPlans, outlineOf } from './heard-plans.js';
import { loadedDatabaseUrl } from './shapes.js';

const PEOPLE = 1_000;
const MESSAGES = 12;
/** Pages that an act reads and writes in a chat of one, beside groups of a thousand: PostgreSQL reads small tables whole. */
const ALONE = 100;
const participants = Array.from({ length: PEOPLE - 1 }, (_, nth) => `person-${nth}`);
const group = { chat_type: 'GROUP', participants };

describe('editing and deleting in a GROUP of 1,000', () => {
  let api: ApiServer;
  let heard: HeardPlans;
  let owner: ApiClient;
  beforeAll(async () => {
    const DATABASE_URL = await loadedDatabaseUrl();
    heard = HeardPlans.begin();
    api = await startApi({ DATABASE_URL, WORKER: 'off' });
    owner = api.user('owner');
  });
  afterAll(async () => {
    heard.end();
    await api.close();
  });

  /** Pages that one act reads and writes, when all but so many have read the messages. */
  async function pagesOfAct(what: 'edit' | 'delete', body: object, unreadTo: number): Promise<[number, string]> {
    const { id } = await ok(owner.createChat(body));
    const sent: MessageDto[] = [];
    for (let nth = 0; nth < MESSAGES; nth++) sent.push(await ok(owner.sendMessage(id, `message ${nth}`)));
    await api.pool.query(
      `UPDATE participant p SET read_up_to = $2, delivered_up_to = $2, seen_count = ${MESSAGES} FROM (
         SELECT user_id FROM participant WHERE chat_id = $1 AND user_id LIKE 'person-%' ORDER BY user_id OFFSET $3
       ) reader WHERE p.chat_id = $1 AND p.user_id = reader.user_id`,
      [id, sent.at(-1)!.id, unreadTo],
    );
    await api.pool.query('VACUUM FULL participant');
    await api.pool.query('VACUUM ANALYZE');
    const act = (nth: number) =>
      what === 'edit' ? edit(owner, sent[nth]!, 'other words') : takeBack(owner, sent[nth]!);
    // The first ones are planned.
    for (let nth = 0; nth < MESSAGES - 1; nth++) await ok(act(nth));
    heard.plans.length = 0;
    await ok(act(MESSAGES - 1));
    return [heard.plans.reduce((sum, { buffers }) => sum + buffers, 0), heard.plans.map(outlineOf).join('\n')];
  }

  it.each([
    ['edit', 'nearly all have read', 3],
    ['edit', 'nobody has read', PEOPLE],
    ['delete', 'nearly all have read', 3],
    ['delete', 'nobody has read', PEOPLE],
  ] as const)('to %s what %s costs at most thrice as much as in a chat of one', async (what, _readers, unreadTo) => {
    const [alone, ofAlone] = await pagesOfAct(what, {}, 0);
    const [pages, outline] = await pagesOfAct(what, group, unreadTo);
    expect([ofAlone, alone <= ALONE]).toEqual([ofAlone, true]);
    expect([outline, pages <= 3 * ALONE]).toEqual([outline, true]);
  });
});

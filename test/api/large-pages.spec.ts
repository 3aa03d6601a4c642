import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

/** Characters of each message, and how many a page has: two megabytes. */
const LENGTH = 32_000;
const MESSAGES = 60;
const PAGES = 80;

describe('somebody who asks for eighty large pages at once', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each([
    ['of a chat', (nth: number) => `limit=100&before=${1_000_000_000 + nth}`],
    ['of what changed', () => 'limit=100&after_seq=0'],
  ])('%s does not hold up a page of somebody else', async (_pages, query) => {
    const [mallory, bystander] = [api.user('mallory'), api.user('bystander')];
    const { id: large } = await ok(mallory.createChat({}));
    for (let nth = 0; nth < MESSAGES; nth++) await ok(mallory.sendMessage(large, { content: 'a'.repeat(LENGTH) }));
    const { id: group } = await groupOf(bystander);

    let answered = 0;
    const pages = Array.from({ length: PAGES }, async (_, nth) => {
      const address = `${api.url}/api/v1/chats/${large}/messages?${query(nth)}`;
      const answer = await fetch(address, { headers: { authorization: `Bearer ${mallory.token}` } });
      await answer.arrayBuffer();
      answered++;
      return answer.status;
    });
    await Promise.race(pages);
    await ok(bystander.listMessages(group, { limit: 1 }));
    // Without turns it would come after nearly all of them; how many come before depends on the machine.
    expect(answered).toBeLessThan(PAGES / 2);
    expect(new Set(await Promise.all(pages))).toContain(200);
  });
});

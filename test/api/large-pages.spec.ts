import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

const PAGES = 80;
/** A page is of 1.6 MB. */
const LIMIT = 100;
const LONG = 'a'.repeat(16_000);

describe('somebody who asks for eighty large pages at once', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Makes a chat of such messages, and returns where it is listed. */
  const chatOf = (message: object) => async (person: ApiClient) => {
    const { id } = await ok(person.createChat({}));
    for (let nth = 0; nth < LIMIT; nth++) await ok(person.sendMessage(id, message));
    return `/${id}/messages`;
  };
  const chats = async (person: ApiClient) => {
    for (let nth = 0; nth < LIMIT; nth++) await ok(person.createChat({ chat_metadata: { note: LONG } }));
    return '';
  };
  // Each page another: one that is asked for again is kept, and reads nothing.
  const before = (nth: number) => `before=${1_000_000 + nth}`;

  it.each([
    ['of a chat', chatOf({ content: LONG }), before],
    ['of what changed', chatOf({ content: LONG }), () => 'after_seq=0'],
    ['of chats', chats, () => 'status=ACTIVE'],
  ])('%s does not hold up pages of somebody else', async (_pages, make, query) => {
    const [mallory, bystander] = [api.user('mallory'), api.user('bystander')];
    const list = await make(mallory);
    const { id: group } = await groupOf(bystander);
    // Node accepts one connection a turn of its event loop: so all are open before.
    await Promise.all(Array.from({ length: PAGES + 2 }, () => ok(bystander.getChat(group))));

    let answered = 0;
    const pages = Array.from({ length: PAGES }, async (_, nth) => {
      const address = `${api.url}/api/v1/chats${list}?limit=${LIMIT}&${query(nth)}`;
      const answer = await fetch(address, { headers: { authorization: `Bearer ${mallory.token}` } });
      await answer.arrayBuffer();
      if (answer.status === 200) answered++;
      return answer.status;
    });
    await Promise.race(pages);
    await Promise.all([ok(bystander.listMessages(group, { limit: 1 })), ok(bystander.listChats())]);
    // Without turns they come after nearly all. What a slow machine refuses does not count.
    expect(answered).toBeLessThan(PAGES / 2);
    expect(new Set(await Promise.all(pages))).toContain(200);
  });
});

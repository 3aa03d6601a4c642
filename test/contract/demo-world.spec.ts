import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoWorld } from '../../apps/api/src/demo/demo-world.js';
import { ChatApi } from '#libs/client';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { tokenOf } from '../support/live-client.js';
import { ownDatabaseUrl } from '../support/test-database.js';

describe('the demo world', () => {
  let api: ApiServer;
  beforeAll(async () => void (api = await startApi({ DATABASE_URL: await ownDatabaseUrl() })));
  afterAll(() => api.close());

  const start = () => {
    const claims = { secret: SECRET, issuer: undefined, audience: undefined, userClaim: 'sub' };
    return new DemoWorld(api.app.getHttpAdapter().getInstance(), claims).ready();
  };
  const chats = async () =>
    (await new ChatApi({ url: api.url, token: () => tokenOf('demo') }).listChats()).data.toSorted(
      (one, other) => one.id - other.id,
    );

  it('has groups, threads, reactions, something unread and a cited answer; a second start changes nothing', async () => {
    await start();
    const before = await chats();
    expect(new Set(before.map(({ title }) => title))).toEqual(
      new Set(['Help desk', 'Shifts', 'Summer menu', 'Welcome']),
    );
    expect(before.some(({ chat_type, unread_count = 0 }) => chat_type === 'GROUP' && unread_count > 0)).toBe(true);
    const desk = before.find(({ rag_enabled }) => rag_enabled)!;
    const demo = new ChatApi({ url: api.url, token: () => tokenOf('demo') });
    const { data } = await demo.listMessages({ path: { chat_id: desk.id } });
    expect(data.at(-1)).toMatchObject({
      is_user: false,
      content: expect.stringContaining('Vouchers are refunded within five working days. [1]'),
    });
    await start();
    expect(await chats()).toEqual(before);
  });

  it('leaves alone what its people did since', async () => {
    await start();
    const demo = new ChatApi({ url: api.url, token: () => tokenOf('demo') });
    const { id } = (await chats()).find(({ title }) => title === 'Welcome')!;
    const message = (await demo.listMessages({ path: { chat_id: id } })).data.at(-1)!;
    await demo.removeReaction({ path: { message_id: message.id, reaction: '👍' } });
    const before = await chats();
    await start();
    expect(await chats()).toEqual(before);
  });
});

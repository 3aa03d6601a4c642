import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChatClient } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { liveClient } from '../support/live-client.js';
import { shownMessage } from '../support/shown-chats.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

describe('what a client edits and deletes', () => {
  let api: ApiServer;
  let network: TcpProxy;
  let [alice, bob]: ApiClient[] = [];
  let chatId: number;
  let clients: ChatClient[];
  beforeAll(async () => {
    api = await startApi();
  });
  beforeEach(async () => {
    network = await TcpProxy.before(api.url);
    [alice, bob] = [api.user('alice'), api.user('bob')];
    chatId = (await groupOf(alice, bob)).id;
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.stop()));
    await network.close();
  });
  afterAll(() => api.close());

  const start = async (url: string, { userId }: ApiClient) => {
    const client = liveClient(url, userId);
    clients.push(client);
    await client.start();
    await client.open(chatId);
    return client;
  };
  const shown = (client: ChatClient) => client.messages(chatId).map(({ content }) => content);

  it('is shown at once without a network, done when there is one, and seen by others', async () => {
    const [one, two] = [await ok(alice!.sendMessage(chatId, 'one')), await ok(alice!.sendMessage(chatId, 'two'))];
    const [mine, theirs] = [await start(network.url, alice!), await start(api.url, bob!)];
    expect([shown(mine), shown(theirs)]).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
    network.be('down');
    const acts = [mine.edit(chatId, one.id, 'other'), mine.delete(chatId, two.id)];
    expect(shown(mine)).toEqual(['other', '']);
    expect(await shownMessage(bob!, one)).toEqual(one);
    network.be('up');
    await Promise.all(acts.map(({ sent }) => sent));
    await until(() => shown(theirs).join() === 'other,');
    await until(() => mine.messages(chatId).every(({ isPending }) => isPending !== true));
    const now = [await shownMessage(bob!, one), await shownMessage(bob!, two)];
    for (const client of [mine, theirs]) await until(() => client.messages(chatId)[1] !== undefined);
    await until(() => JSON.stringify(mine.messages(chatId)) === JSON.stringify(theirs.messages(chatId)));
    expect(mine.messages(chatId)).toEqual(now);
  });

  it('what is refused comes back, and can be given up', async () => {
    const hers = await ok(alice!.sendMessage(chatId, 'hers'));
    const his = await start(api.url, bob!);
    const { sent, clientMessageId } = his.delete(chatId, hers.id);
    expect(shown(his)).toEqual(['']);
    await expect(sent).rejects.toMatchObject({ status: 400, problem: { code: 'not_deletable' } });
    expect(his.messages(chatId)).toMatchObject([{ content: 'hers' }, { status: 'FAILED', isPending: true }]);
    his.discard(clientMessageId);
    expect(shown(his)).toEqual(['hers']);
  });
});

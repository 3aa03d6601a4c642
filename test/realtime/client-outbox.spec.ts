import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChatClient, type ChatClientOptions, ClientError } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { liveClient, tokenOf } from '../support/live-client.js';
import { allMessages } from '../support/page-walk.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

describe('what a client sends', () => {
  let api: ApiServer;
  let network: TcpProxy;
  let alice: ApiClient;
  let chatId: number;
  let clients: ChatClient[];
  beforeAll(async () => {
    api = await startApi();
  });
  beforeEach(async () => {
    network = await TcpProxy.before(api.url);
    alice = api.user('alice');
    chatId = (await ok(alice.createChat())).id;
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.stop()));
    await network.close();
  });
  afterAll(() => api.close());

  const start = async (options: Partial<ChatClientOptions> = {}) => {
    const client = liveClient(network.url, alice.userId, options);
    clients.push(client);
    await client.start();
    return client;
  };
  const texts = async () => (await allMessages(alice, chatId)).map(({ content }) => content);
  const shown = (client: ChatClient) => client.messages(chatId).map(({ content, status }) => `${content} ${status}`);

  it('while there is no network is shown at once, and sent in order when there is one', async () => {
    network.be('down');
    const client = await start();
    const sends = ['one', 'two', 'three'].map((content) => client.send(chatId, { content }));
    expect(shown(client)).toEqual(['one SENDING', 'two SENDING', 'three SENDING']);
    network.be('up');
    const sent = await Promise.all(sends.map((send) => send.sent));
    expect(sent.map(({ client_message_id }) => client_message_id)).toEqual(sends.map((send) => send.clientMessageId));
    expect(await texts()).toEqual(['one', 'two', 'three']);
  });

  it('takes effect once, though its answer is lost, and the application ends before it comes again', async () => {
    let kept: string | null = null;
    const storage = { load: () => kept, save: (text: string) => void (kept = text) };
    network.be('deaf');
    const first = await start({ storage });
    const { clientMessageId } = first.send(chatId, { content: 'only once' });
    await until(async () => (await texts()).length === 1);
    expect(shown(first)).toEqual(['only once SENDING']);
    await first.stop();
    network.be('up');
    const second = await start({ storage });
    await until(() => second.messages(chatId).length === 0);
    const [stored, ...more] = await allMessages(alice, chatId);
    expect([stored?.client_message_id, more]).toEqual([clientMessageId, []]);
    await until(() => kept?.includes('only once') === false);
  });

  it('is FAILED when it is refused, does not hold up the others, and can be sent again', async () => {
    const client = await start();
    await ok(alice.updateChatStatus(chatId, { status: 'ARCHIVED' }));
    const { clientMessageId, sent } = client.send(chatId, { content: 'too late' });
    await expect(sent).rejects.toMatchObject({ status: 400, problem: { code: 'chat_archived' } });
    const other = (await ok(alice.createChat())).id;
    await client.send(other, { content: 'elsewhere' }).sent;
    expect(client.messages(chatId)).toMatchObject([{ status: 'FAILED', problem: { code: 'chat_archived' } }]);
    await ok(alice.updateChatStatus(chatId, { status: 'ACTIVE' }));
    const again = client.retry(clientMessageId);
    expect(shown(client)).toEqual(['too late SENDING']);
    expect((await again).content).toBe('too late');
  });

  it('is refused for good by a mistake of its own, and forgotten on demand', async () => {
    const client = await start();
    const { clientMessageId, sent } = client.send(chatId, { content: '' });
    await expect(sent).rejects.toBeInstanceOf(ClientError);
    client.discard(clientMessageId);
    expect(shown(client)).toEqual([]);
  });

  it('goes out with a new token when the old one is refused', async () => {
    const tokens = ['not a token', 'nor.is.this'];
    const client = await start({ token: () => tokens.shift() ?? tokenOf(alice.userId) });
    expect((await client.send(chatId, { content: 'at last' }).sent).content).toBe('at last');
  });

  it('stays where it is when the client stops', async () => {
    network.be('down');
    const client = await start();
    const { sent } = client.send(chatId, { content: 'later' });
    await client.stop();
    await expect(sent).rejects.toThrow('stopped');
    expect(await texts()).toEqual([]);
  });
});

import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatApi, ClientError } from '#libs/client';
import { connect } from '../sdks/adapters/chat-system-client.js';
import { scenario } from '../sdks/scenario.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { liveClient, tokenOf } from '../support/live-client.js';
import { until } from '../support/until.js';

describe('the nine operations of the client library', () => {
  let api: ApiServer;
  beforeAll(async () => void (api = await startApi()));
  afterAll(() => api.close());

  it('are used in a whole conversation', async () => {
    const person = async (id: string) => ({ id, api: await connect(api.url, tokenOf(id)) });
    const suffix = crypto.randomUUID().slice(0, 8);
    await scenario(await person(`alice-${suffix}`), await person(`bob-${suffix}`));
  });

  it('are used as the guide says', async () => {
    const guide = await readFile('docs/guides/generated-clients.md', 'utf8');
    const [, imports, snippet] = /^```ts\n(import .+;\n)([^]*?)^```$/m.exec(guide) ?? [];
    expect(imports).toBe("import { ChatApi, ClientError } from 'chat-system-client';\n");
    const around = { ChatApi, ClientError, url: api.url, token: tokenOf('guide') };
    await runInNewContext(`(async () => { ${snippet} })()`, around);
    const { data } = await new ChatApi({ url: api.url, token: () => tokenOf('guide') }).listChats();
    expect(data.map(({ session_id, status }) => [session_id, status])).toEqual([['order-7', 'ARCHIVED']]);
  });

  it('are the operations of the document, and no others', () => {
    const documented = Object.values(api.contract.document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    const methods = Object.getOwnPropertyNames(ChatApi.prototype).filter((name) => documented.includes(name));
    expect(methods.sort()).toEqual(documented.sort());
  });

  it('replace a token that is refused, once', async () => {
    const tokens = ['wrong', tokenOf('carol')];
    const client = new ChatApi({ url: `${api.url}/`, token: () => tokens.shift() ?? 'wrong' });
    expect((await client.createChat()).user_id).toBe('carol');
    const refused = new ChatApi({ url: api.url, token: () => 'wrong' }).listChats();
    await expect(refused).rejects.toMatchObject({ status: 401, problem: { status: 401 } });
  });

  it('have the live client tell of a token that is refused, once of each', async () => {
    let token = 'one.bad.token';
    const chat = liveClient(api.url, 'carol', { token: () => token });
    const errors: unknown[] = [];
    chat.on('error', (error) => errors.push(error));
    const refusals: unknown[] = [];
    for (token of ['one.bad.token', 'one.bad.token', 'another.bad.token'])
      refusals.push(await chat.api.listChats().catch((error: unknown) => error));
    await chat.stop();
    expect(refusals).toMatchObject([{ status: 401 }, { status: 401 }, { status: 401 }]);
    expect(errors).toEqual([refusals[0], refusals[2]]);
  });

  it('end with their signal, and say why', async () => {
    const ended = new AbortController();
    const client = new ChatApi({ url: api.url, token: () => tokenOf('dave') });
    const { id: chat_id, last_seq: after_seq } = await client.createChat();
    const headers = { Prefer: 'wait=30' };
    const waiting = client.listMessages({ path: { chat_id }, query: { after_seq }, headers, signal: ended.signal });
    ended.abort(new Error('left the page'));
    const error: unknown = await waiting.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ClientError', status: 0, cause: { message: 'left the page' } });
  });

  it('and the live client act for the user that a service names', async () => {
    const userId = `frank-${crypto.randomUUID().slice(0, 8)}`;
    const { token } = api.service();
    for (const transport of ['websocket', 'sse'] as const) {
      const client = liveClient(api.url, userId, { transport, token: () => token });
      const { id } = await client.api.createChat({ body: { user_id: userId } });
      const replica = await client.open(id);
      await client.start();
      expect((await client.send(id, { content: 'Here I am.' }).sent).sender_id).toBe(userId);
      await new ChatApi({ url: api.url, token: () => tokenOf(userId) }).sendMessage({
        path: { chat_id: id },
        body: { content: 'It is me.' },
      });
      await until(() => replica.messages.length === 2);
      await client.stop();
      expect(replica.messages.map(({ sender_id, content }) => [sender_id, content])).toEqual([
        [userId, 'Here I am.'],
        [userId, 'It is me.'],
      ]);
    }
  });

  it('share the connection of a ChatClient, and what they change comes back to it', async () => {
    const userId = `erin-${crypto.randomUUID().slice(0, 8)}`;
    const chat = liveClient(api.url, userId);
    await chat.start();
    const { id } = await chat.api.createChat({ body: { title: 'Notes' } });
    await chat.open(id);
    const { id: message_id } = await chat.send(id, { content: 'Hello' }).sent;
    await chat.api.addReaction({ path: { message_id }, body: { reaction: '👍' } });
    const shown = () => chat.messages(id).flatMap((message) => ('reactions' in message ? [message.reactions] : []));
    await until(() => Object.keys(shown()[0] ?? {}).length > 0);
    expect(shown()).toEqual([{ '👍': { count: 1, user_ids: [userId] } }]);
    await chat.stop();
    await expect(chat.api.getChat({ path: { chat_id: id } })).rejects.toMatchObject({ cause: { name: 'Stopped' } });
  });
});

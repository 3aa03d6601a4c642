import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChatClient } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import { until } from '../support/until.js';

describe.each(['websocket', 'sse'] as const)('asking with the client library over %s', (transport) => {
  let api: ApiServer;
  let alice: ApiClient;
  let client: ChatClient;
  let chatId: number;
  beforeAll(async () => {
    api = await startApi({ LLM_BASE_URL: 'test:' });
  });
  beforeEach(async () => {
    alice = api.user('alice');
    chatId = (await ok(alice.createChat({ rag_enabled: true }))).id;
    client = liveClient(api.url, alice.userId, { transport });
    let isOnline = false;
    client.on('status', (status) => (isOnline = status === 'online'));
    await client.start();
    await until(() => isOnline);
    await client.open(chatId);
  });
  afterEach(() => client.stop());
  afterAll(() => api.close());

  it('gives the finished reply, as the server has it', async () => {
    const reply = await client.ask(chatId, { content: 'When?' });
    expect(reply).toMatchObject({ sender_id: 'assistant', status: 'SENT', content: 'You asked: When?' });
    const { data } = await ok(alice.listMessages(chatId));
    expect(data.at(-1)).toEqual(reply);
  });

  it('shows the reply as it grows, and never takes text back', async () => {
    const shown: string[] = [];
    client.on('changed', () => {
      const last = client.messages(chatId).at(-1);
      if (last?.is_user === false && last.content !== shown.at(-1)) shown.push(last.content);
    });
    const reply = await client.ask(chatId, { content: 'test:slow' });
    expect(shown.at(-1)).toBe(reply?.content);
    expect(shown.length).toBeGreaterThan(2);
    for (const [nth, content] of shown.entries()) expect(content.startsWith(shown[nth - 1] ?? '')).toBe(true);
  });

  it('gives a reply that failed, with what there is of it', async () => {
    const reply = await client.ask(chatId, { content: 'test:fail-midstream' });
    expect(reply).toMatchObject({ status: 'FAILED', content: 'This answer breaks off' });
  });

  it('gives nothing where none comes', async () => {
    expect(await client.ask(chatId, { content: 'A note.', message_metadata: { reply: false } })).toBeUndefined();
  });

  it('ends with the chat, and with the client', async () => {
    const left = client.ask(chatId, { content: 'test:slow' });
    await until(() => client.messages(chatId).some(({ is_user }) => !is_user));
    client.close(chatId);
    await expect(left).rejects.toThrow('the chat was closed');
    await client.open(chatId);
    const stopped = client.ask(chatId, { content: 'test:slow' });
    await until(() => client.messages(chatId).filter(({ is_user }) => !is_user).length === 2);
    void client.stop();
    await expect(stopped).rejects.toThrow('the client was stopped');
  });
});

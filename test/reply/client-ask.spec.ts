import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChatClient, Message, ShownMessage } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import { ragChat } from '../support/reply-chats.js';
import { until } from '../support/until.js';

/** What is said to `test:slow`, in three seconds. */
const SLOW_ANSWER = `Word 1${Array.from({ length: 29 }, (_, nth) => ` word ${nth + 2}`).join('')}.`;

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
    chatId = (await ragChat(alice)).id;
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

  /** The reply that is being written, as soon as some of its text is shown. */
  const begun = async (id = chatId) => {
    const written = () => client.messages(id).flatMap((message) => (isWritten(message) ? [message] : []));
    await until(() => written().length > 0);
    return written()[0]!;
  };
  const isWritten = (message: ShownMessage): message is Message =>
    message.isPending !== true && !message.is_user && message.status === 'SENDING' && message.content !== '';

  it('can be cut short, and the reply written again from its beginning', async () => {
    const asked = client.ask(chatId, { content: 'test:slow' });
    const { id } = await begun();
    const stopped = await client.stopReply(id);
    expect(stopped).toMatchObject({ id, status: 'FAILED', message_metadata: { error: { code: 'cancelled' } } });
    expect(SLOW_ANSWER.startsWith(stopped.content)).toBe(true);
    expect(stopped.content).not.toBe(SLOW_ANSWER);
    expect(await asked).toEqual(stopped);
    expect(await client.stopReply(id)).toEqual(stopped);
    const again = await client.retryReply(id);
    expect(again).toMatchObject({ id, status: 'SENT', content: SLOW_ANSWER });
    expect(again?.message_metadata).toMatchObject({ rag: { attempt: 2 } });
    expect((await ok(alice.listMessages(chatId))).data.at(-1)).toEqual(again);
    expect(await client.retryReply(id)).toEqual(again);
    await expect(client.stopReply(id)).rejects.toMatchObject({
      name: 'ClientError',
      status: 400,
      problem: { code: 'illegal_status_change' },
    });
  });

  it('again gives a reply that failed again', async () => {
    const failed = await client.ask(chatId, { content: 'test:fail-midstream' });
    const again = await client.retryReply(failed!.id);
    expect(again).toMatchObject({ id: failed!.id, status: 'FAILED', content: 'This answer breaks off' });
    expect(again?.message_metadata).toMatchObject({ rag: { attempt: 2 }, error: { code: 'model_interrupted' } });
  });

  it('again gives nothing where the window does not reach back to the reply', async () => {
    const failed = await client.ask(chatId, { content: 'test:fail-midstream' });
    for (const content of ['one', 'two']) await client.ask(chatId, { content });
    client.close(chatId);
    await client.open(chatId, { window: 2 });
    expect(await client.retryReply(failed!.id)).toBeUndefined();
  });

  it('again waits no longer than it may', async () => {
    const failed = await client.ask(chatId, { content: 'test:fail-midstream' });
    await expect(client.retryReply(failed!.id, 0)).rejects.toThrow('within 0 ms');
  });

  it('again ends with the chat, and with the client', async () => {
    const asked = client.ask(chatId, { content: 'test:slow' });
    const { id } = await begun();
    await client.stopReply(id);
    await asked;
    const again = client.retryReply(id);
    await begun();
    client.close(chatId);
    await expect(again).rejects.toThrow('the chat was closed');
    await expect(client.retryReply(id)).rejects.toThrow('the chat was closed');
    await client.open(chatId);
    const stopped = client.retryReply(id);
    void client.stop();
    await expect(stopped).rejects.toThrow('the client was stopped');
  });

  it('is for the asker, and a service may do only what its user may', async () => {
    const [bob, carol] = [api.user('bob'), api.user('carol')];
    const group = await ragChat(alice, { chat_type: 'GROUP', participants: [bob.userId] });
    await client.open(group.id);
    const asked = client.ask(group.id, { content: '@assistant, test:slow' });
    const { id } = await begun(group.id);
    const { token } = api.service();
    const others = [
      { other: liveClient(api.url, bob.userId), refusal: { status: 400, problem: { code: 'sender_only' } } },
      {
        other: liveClient(api.url, carol.userId, { token: () => token }),
        refusal: { status: 404, problem: { code: 'message_not_found' } },
      },
    ];
    for (const { other, refusal } of others) await expect(other.stopReply(id)).rejects.toMatchObject(refusal);
    const stopped = await client.stopReply(id);
    expect(await asked).toEqual(stopped);
    for (const { other, refusal } of others) await expect(other.retryReply(id)).rejects.toMatchObject(refusal);
    await Promise.all(others.map(({ other }) => other.stop()));
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

import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ChatClient } from './chat-client.js';
import type { OutboxStorage } from './outbox-store.js';

/** A client without a network, and what is emitted as `error`. */
function offline(storage: OutboxStorage) {
  const errors: unknown[] = [];
  const client = new ChatClient({
    url: 'http://127.0.0.1:1',
    token: () => 'token',
    userId: 'alice',
    transport: 'sse',
    storage,
    timeoutMs: 50,
  });
  client.on('error', (error) => errors.push(String(error)));
  return { client, errors };
}

const contents = (text: string) =>
  (JSON.parse(text) as { entries: { draft: { content: string } }[] }).entries.map(({ draft }) => draft.content);

describe('stop()', () => {
  it('resolves when all is saved that was sent in the same tick', async () => {
    let text = '';
    const save = async (saved: string) => {
      await setImmediate();
      text = saved;
    };
    const { client, errors } = offline({ load: () => null, save });
    await client.start();
    for (const content of ['one', 'two', 'three']) client.send(1, { content });
    await client.stop();
    expect(contents(text)).toEqual(['one', 'two', 'three']);
    expect(errors).toEqual([]);
  });

  it('has the latest saved although a save before it failed', async () => {
    const texts: string[] = [];
    const save = async (saved: string) => {
      await setImmediate();
      if (texts.push(saved) === 1) throw new Error('the storage is busy');
    };
    const { client, errors } = offline({ load: () => null, save });
    await client.start();
    for (const content of ['one', 'two']) client.send(1, { content });
    await client.stop();
    expect(texts.map(contents)).toEqual([['one'], ['one', 'two']]);
    expect(errors).toEqual([]);
  });

  it('resolves, and says why, when a save fails or does not end', async () => {
    const broken = offline({ load: () => null, save: () => Promise.reject(new Error('the storage is full')) });
    const stuck = offline({ load: () => null, save: () => new Promise(() => undefined) });
    for (const { client } of [broken, stuck]) {
      await client.start();
      client.send(1, { content: 'one' });
      await client.stop();
    }
    expect(broken.errors).toEqual(['Error: the storage is full']);
    expect(stuck.errors).toEqual(['TimedOut: nothing came of it within 50 ms']);
  });
});

describe('start()', () => {
  it.each([
    ['{ "version":', 'SyntaxError'],
    ['{ "version": 2, "entries": [] }', 'Error: its version is 2 and not 1'],
    ['{ "version": 1 }', 'TypeError: it has no entries'],
  ])('rejects when the storage holds %s', async (text, cause) => {
    const { client } = offline({ load: () => text, save: () => undefined });
    const error = (await client.start().catch((reason: unknown) => reason)) as Error;
    expect(error.message).toBe('the outbox cannot be read');
    expect(String(error.cause)).toContain(cause);
    await client.stop();
  });

  it('rejects when the storage fails', async () => {
    const failure = new Error('no access');
    const { client } = offline({ load: () => Promise.reject(failure), save: () => undefined });
    await expect(client.start()).rejects.toMatchObject({ message: 'the outbox cannot be read', cause: failure });
    await client.stop();
  });
});

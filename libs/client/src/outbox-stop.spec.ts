import { expect, it } from '@jest/globals';
import { until } from '../../../test/support/until.js';
import { ChatClient } from './chat-client.js';

it('keeps what was sent in the same tick as stop()', async () => {
  let text = '';
  const storage = { load: () => null, save: (saved: string) => void (text = saved) };
  const errors: unknown[] = [];
  const client = new ChatClient({
    url: 'http://127.0.0.1:1',
    token: () => 'token',
    userId: 'alice',
    transport: 'sse',
    storage,
  });
  client.on('error', (error) => errors.push(error));
  await client.start();
  for (const content of ['one', 'two', 'three']) client.send(1, { content }).sent.catch(() => undefined);
  client.stop();
  await until(() => text.includes('three'));
  expect((JSON.parse(text) as { entries: unknown[] }).entries).toHaveLength(3);
  expect(errors).toEqual([]);
});

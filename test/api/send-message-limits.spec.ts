import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok } from '../support/expectations.js';

const MIB = 1_048_576;

describe('the length of a content', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each([
    ['TEXT', 'one character', 'a'],
    ['TEXT', '32,768 characters', 'a'.repeat(32_768)],
    ['TEXT', '32,768 characters in 64 KiB', 'é'.repeat(32_768)],
    ['TEXT', '64 KiB of four-byte characters', '😀'.repeat(16_384)],
    ['IMAGE', '32,768 characters', 'a'.repeat(32_768)],
    ['SYSTEM', '64 KiB of four-byte characters', '😀'.repeat(16_384)],
    ['FILE', '1 MiB of one-byte characters', 'a'.repeat(MIB)],
    ['FILE', '1 MiB of four-byte characters', '😀'.repeat(MIB / 4)],
    ['FILE', '1 MiB that JSON doubles', '"'.repeat(MIB)],
  ])('of a %s may be %s, and all of it comes back', async (message_type, _size, content) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(id, { content, message_type }));
    expect(sent.content === content).toBe(true);
    const [listed] = (await ok(alice.listMessages(id))).data;
    expect(listed?.content === content).toBe(true);
  });

  it.each([
    ['TEXT', 'nothing', '', 'too_short'],
    ['FILE', 'nothing', '', 'too_short'],
    ['TEXT', '32,769 characters', 'a'.repeat(32_769), 'too_long'],
    ['TEXT', '64 KiB and a byte', `${'😀'.repeat(16_384)}a`, 'too_long'],
    ['TEXT', '32,768 characters in 64 KiB and a byte', `${'é'.repeat(32_767)}€`, 'too_long'],
    ['IMAGE', '32,769 characters', 'a'.repeat(32_769), 'too_long'],
    ['SYSTEM', '32,769 characters', 'a'.repeat(32_769), 'too_long'],
    ['FILE', '1 MiB and a byte', 'a'.repeat(MIB + 1), 'too_long'],
    ['FILE', '1 MiB and a byte in fewer characters', `${'😀'.repeat(MIB / 4)}a`, 'too_long'],
  ])('of a %s may not be %s', async (message_type, _size, content, code) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    expect(await invalid(alice.sendMessage(id, { content, message_type }))).toEqual({ content: code });
    expect((await ok(alice.listMessages(id))).data).toEqual([]);
  });

  it.each([[undefined], [null], [7], [['a']], [{ text: 'a' }]])('content cannot be %j', async (content) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    expect(Object.keys(await invalid(alice.sendMessage(id, { content, message_type: 'TEXT' })))).toEqual(['content']);
  });

  it('is needed even when there is no body at all', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    expect(Object.keys(await invalid(alice.sendMessage(id, undefined)))).toEqual(['content']);
  });
});

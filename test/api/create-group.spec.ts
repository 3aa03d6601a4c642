import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatDto } from '#libs/chat';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';

describe('the participants of a new chat', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const expectThere = ({ participants }: ChatDto, expected: readonly string[]) => {
    expect(participants).toHaveLength(expected.length);
    expect(new Set(participants)).toEqual(new Set(expected));
  };

  it('share a GROUP, which its owner is always one of', async () => {
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const chat = await ok(alice.createChat({ chat_type: 'GROUP', participants: [bob.userId, carol.userId] }));
    expectThere(chat, [alice.userId, bob.userId, carol.userId]);
    for (const member of [alice, bob, carol]) {
      expect(await ok(member.getChat(chat.id))).toEqual(chat);
      expect((await ok(member.listChats())).data).toEqual([chat]);
    }
    for (const member of [alice, bob, carol])
      expect((await ok(member.sendMessage(chat.id, 'hello'))).sender_id).toBe(member.userId);
    await refused(api.user('mallory').getChat(chat.id), 404, 'chat_not_found');
  });

  it('are each there once, however often they are named', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const participants = [bob.userId, alice.userId, bob.userId];
    const chat = await ok(alice.createChat({ chat_type: 'GROUP', participants }));
    expectThere(chat, [alice.userId, bob.userId]);
  });

  it.each([undefined, []])('may be missing in a GROUP: %j', async (participants) => {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat({ chat_type: 'GROUP', participants }));
    expect(chat.participants).toEqual([alice.userId]);
  });

  it.each(['PERSONAL', 'SYSTEM'])('belong to a GROUP only, not to a %s chat', async (chat_type) => {
    const reply = await api.user().createChat({ chat_type, participants: [api.user('bob').userId] });
    expect(reply.status).toBe(400);
    expect(reply.problem.errors).toMatchObject([{ field: 'participants' }]);
  });

  it('are at most 1,000', async () => {
    const alice = api.user('alice');
    const participants = Array.from({ length: 1000 }, () => randomUUID());
    const chat = await ok(alice.createChat({ chat_type: 'GROUP', participants }));
    expectThere(chat, [alice.userId, ...participants]);
    const oneMore = await alice.createChat({ chat_type: 'GROUP', participants: [...participants, randomUUID()] });
    expect(oneMore.status).toBe(400);
    expect(oneMore.problem.errors).toMatchObject([{ field: 'participants' }]);
  });

  it('may have names of 128 code points', async () => {
    const alice = api.user('alice');
    const name = '🐸'.repeat(128);
    const chat = await ok(alice.createChat({ chat_type: 'GROUP', participants: [name] }));
    expectThere(chat, [alice.userId, name]);
  });

  it.each([
    ['an empty one', ''],
    ['129 characters', 'x'.repeat(129)],
    ['a control character', 'bob\n'],
    ['a NUL character', 'bob\0'],
    ['a lone surrogate', 'bob\ud83d'],
    ['the name of the server itself', 'assistant'],
    ['a number', 7],
    ['null', null],
    ['a list', ['bob']],
  ])('are user ids, not %s', async (_what, name) => {
    const reply = await api.user().createChat({ chat_type: 'GROUP', participants: ['bob', name] });
    expect(reply.status).toBe(400);
    expect(reply.problem.errors?.[0]?.field).toMatch(/^participants/);
  });
});

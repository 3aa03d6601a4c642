import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

const SECRET = 'The safe opens with the number 4711.';
const QUESTION = 'which number opens the safe?';

describe('what is found', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  let bob: ApiClient;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
    [alice, bob] = [api.user('alice'), api.user('bob')];
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  const found = async (asker: ApiClient, chatId: number, how: { isOwnersChats?: boolean } = {}) =>
    textsOf(await stage.ask(asker, chatId, QUESTION, how));

  it('is there for who is in the chat, and for nobody else', async () => {
    const { id: chatId } = await ok(alice.createChat());
    await ok(alice.sendMessage(chatId, SECRET));
    expect(await found(alice, chatId)).toEqual([SECRET]);
    expect(await found(bob, chatId)).toEqual([]);
    expect(await found(bob, chatId, { isOwnersChats: true })).toEqual([]);
  });

  it('is gone once the chat is deleted', async () => {
    const { id: chatId } = await ok(alice.createChat());
    await ok(alice.sendMessage(chatId, SECRET));
    expect(await found(alice, chatId)).toEqual([SECRET]);
    await ok(alice.updateChatStatus(chatId, { status: 'DELETED' }));
    expect(await found(alice, chatId)).toEqual([]);
  });

  it('is gone for who leaves a group', async () => {
    const { id: chatId } = await groupOf(alice, bob);
    await ok(alice.sendMessage(chatId, SECRET));
    expect(await found(bob, chatId)).toEqual([SECRET]);
    await ok(act(bob, chatId, 'leave'));
    expect(await found(bob, chatId)).toEqual([]);
    expect(await found(alice, chatId)).toEqual([SECRET]);
  });

  it('is in all chats of their owner when asked so, but not in those of others', async () => {
    const carol = api.user('carol');
    const [{ id: here }, { id: there }] = [await ok(carol.createChat()), await ok(carol.createChat())];
    await ok(carol.sendMessage(there, SECRET));
    const { id: group } = await groupOf(alice, carol);
    await ok(alice.sendMessage(group, 'The number of the other safe is 1234.'));
    expect(await found(carol, here)).toEqual([]);
    expect(await found(carol, here, { isOwnersChats: true })).toEqual([SECRET]);
    await ok(carol.updateChatStatus(there, { status: 'DELETED' }));
    expect(await found(carol, here, { isOwnersChats: true })).toEqual([]);
  });

  it('says which message and where, to the code point', async () => {
    const { id: chatId } = await ok(alice.createChat());
    const { id: messageId } = await ok(alice.sendMessage(chatId, `  😀 ${SECRET}\n`));
    const [passage] = await stage.ask(alice, chatId, QUESTION);
    expect(passage).toMatchObject({ chatId, messageId, source: 'content', start: 2, end: 4 + SECRET.length });
    expect(passage?.text).toBe(`😀 ${SECRET}`);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import { type ApiServer, startApi } from '../support/api-server.js';
import type { ApiClient } from '../support/api-client.js';
import { ok } from '../support/expectations.js';
import { answersTo, ended, ragChat, replyTo } from '../support/reply-chats.js';
import { atOnce } from '../support/two-servers.js';

describe('which messages get a reply', () => {
  let api: ApiServer;

  beforeAll(async () => {
    api = await startApi({ LLM_BASE_URL: 'test:' });
  });
  afterAll(() => api.close());

  /** How many replies a message has at the moment at which it is SENT. */
  async function replies(client: ApiClient, chatId: number, body: unknown): Promise<number> {
    return (await answersTo(client, await ok(client.sendMessage(chatId, body)))).length;
  }

  it("in a PERSONAL chat every TEXT of its owner's", async () => {
    const owner = api.user();
    const { id } = await ragChat(owner);
    expect(await replies(owner, id, 'No question.')).toBe(1);
    expect(await replies(owner, id, { content: 'x', message_metadata: { reply: true } })).toBe(1);
    expect(await replies(owner, id, { content: 'x', message_metadata: { reply: 'no' } })).toBe(1);
    expect(await replies(owner, id, { content: 'x', message_metadata: { reply: false } })).toBe(0);
    expect(await replies(owner, id, { content: 'x', is_user: false })).toBe(0);
    expect(await replies(owner, id, { content: 'x', message_type: 'IMAGE' })).toBe(0);
    expect(await replies(owner, id, { content: 'x', message_type: 'FILE' })).toBe(0);
    expect(await replies(owner, id, { content: 'Answer briefly.', message_type: 'SYSTEM' })).toBe(0);
  });

  it('in a chat without rag_enabled none', async () => {
    const owner = api.user();
    const { id } = await ok(owner.createChat());
    expect(await replies(owner, id, '@assistant, are you there?')).toBe(0);
    const file = await ok(owner.sendMessage(id, { content: 'x', message_type: 'FILE' }));
    expect(file.status).toBe('SENT');
  });

  it('in a SYSTEM chat none', async () => {
    const [owner, service] = [api.user(), api.service()];
    const chat = { rag_enabled: true, chat_type: 'SYSTEM', user_id: owner.userId };
    const { id } = await ok(service.createChat(chat));
    expect(await replies(service, id, '@assistant, are you there?')).toBe(0);
  });

  it('in a GROUP those that mention the assistant, and answers to a reply', async () => {
    const [owner, friend] = [api.user(), api.user()];
    const { id } = await ragChat(owner, { chat_type: 'GROUP', participants: [friend.userId] });
    expect(await replies(owner, id, 'Does anybody know?')).toBe(0);
    expect(await replies(friend, id, 'Write to help@assistant.example')).toBe(0);
    expect(await replies(friend, id, 'Ask @assistants')).toBe(0);
    const question = await ok(friend.sendMessage(id, 'So, @Assistant: who is it?'));
    const reply = await ended(friend, await replyTo(friend, question));
    expect(await replies(owner, id, { content: 'Are you sure?', parent_message_id: reply.id })).toBe(1);
    expect(await replies(owner, id, { content: 'Yes.', parent_message_id: question.id })).toBe(0);
    const silent = { content: '@assistant', message_metadata: { reply: false } };
    expect(await replies(owner, id, silent)).toBe(0);
  });

  it.each(['SENT', 'READ'])('one that was SENDING, with the change that makes it %s', async (status) => {
    const owner = api.user();
    const { id } = await ragChat(owner);
    const unsent = await ok(owner.sendMessage(id, { content: 'x', status: 'SENDING' }));
    expect(await answersTo(owner, unsent)).toEqual([]);
    const { last_seq: before } = await ok(owner.getChat(id));
    const question = await ok(owner.updateMessageStatus(unsent.id, { status }));
    const reply = await replyTo(owner, question);
    expect([question.status, question.reply_count, question.change_seq]).toEqual([status, 1, before + 1]);
    const { data } = await ok(owner.listMessages(id, { after_seq: before }));
    expect(data.map((message) => message.id)).toEqual([question.id, reply.id]);
    await ended(owner, reply);
    await ok(owner.updateMessageStatus(question.id, { status: 'DELIVERED' }));
    expect((await answersTo(owner, question)).length).toBe(1);
  });

  it('one that never was SENT gets none', async () => {
    const owner = api.user();
    const { id } = await ragChat(owner);
    const unsent = await ok(owner.sendMessage(id, { content: 'x', status: 'SENDING' }));
    await ok(owner.updateMessageStatus(unsent.id, { status: 'FAILED' }));
    await ok(owner.updateMessageStatus(unsent.id, { status: 'SENDING' }));
    expect(await answersTo(owner, unsent)).toEqual([]);
    await ok(owner.updateMessageStatus(unsent.id, { status: 'SENT' }));
    expect((await answersTo(owner, unsent)).length).toBe(1);
  });

  it('a message that is sent fifty times at once has one', async () => {
    const owner = api.user();
    const { id } = await ragChat(owner);
    const body = { content: 'Only once, please', client_message_id: 'once' };
    const all = await atOnce(50, () => ok(owner.sendMessage(id, body)));
    expect(new Set(all.map((message) => message.id)).size).toBe(1);
    const [question] = all as [MessageDto];
    const reply = await ended(owner, await replyTo(owner, question));
    expect((await ok(owner.sendMessage(id, body))).id).toBe(question.id);
    const { data, last_seq } = await ok(owner.listMessages(id));
    expect(data.map((message) => message.id)).toEqual([question.id, reply.id]);
    expect([question.change_seq, reply.change_seq, last_seq]).toEqual([1, 2, 2]);
  });
});

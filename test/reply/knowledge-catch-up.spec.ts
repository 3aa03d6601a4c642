import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { type KnowledgeStage, startKnowledge, textsOf } from './knowledge-stage.js';

describe('what people wrote is known without being asked for', () => {
  let api: ApiServer;
  let stage: KnowledgeStage;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    [api, stage] = [await startApi(), await startKnowledge()];
    alice = api.user('alice');
  });
  afterAll(() => Promise.all([stage.close(), api.close()]));

  const begin = async () => (chatId = (await ok(alice.createChat())).id);
  const found = async (question: string) => textsOf(await stage.ask(alice, chatId, question)).toSorted();

  it('as far as it is text that was sent', async () => {
    await begin();
    const file = { message_type: 'FILE', message_metadata: { filename: 'x.md', media_type: 'text/markdown' } };
    await ok(alice.sendMessage(chatId, 'zebra one'));
    await ok(alice.sendMessage(chatId, { content: 'zebra two', ...file }));
    await ok(alice.sendMessage(chatId, { content: 'zebra three', message_type: 'IMAGE' }));
    await ok(
      alice.sendMessage(chatId, { ...file, content: 'zebra four', message_metadata: { media_type: 'text/html' } }),
    );
    const { id: late } = await ok(alice.sendMessage(chatId, { content: 'zebra five', status: 'SENDING' }));
    expect(await found('zebra')).toEqual(['zebra one', 'zebra two']);
    await ok(alice.updateMessageStatus(late, { status: 'SENT' }));
    expect(await found('zebra')).toEqual(['zebra five', 'zebra one', 'zebra two']);
  });

  it('except what the assistant says', async () => {
    await begin();
    await ok(alice.sendMessage(chatId, 'a giraffe is tall'));
    await api.pool.query(
      `UPDATE message SET is_user = false, sender_id = 'assistant', change_seq = change_seq WHERE chat_id = $1`,
      [chatId],
    );
    await ok(alice.sendMessage(chatId, 'a giraffe is hungry'));
    expect(await found('giraffe')).toEqual(['a giraffe is hungry']);
  });

  it('once each, however often they change', async () => {
    await begin();
    const { id } = await ok(alice.sendMessage(chatId, 'an elephant forgets nothing'));
    expect(await found('elephant')).toHaveLength(1);
    await ok(alice.addReaction(id, '👍'));
    await ok(alice.sendMessage(chatId, 'an elephant drinks'));
    expect(await found('elephant')).toEqual(['an elephant drinks', 'an elephant forgets nothing']);
    const { rows } = await api.pool.query('SELECT 1 FROM passage WHERE chat_id = $1', [chatId]);
    expect(rows).toHaveLength(2);
  });

  it('except the question itself, and what asks the same', async () => {
    await begin();
    await ok(alice.sendMessage(chatId, 'Where do penguins live?'));
    await ok(alice.sendMessage(chatId, 'Penguins live in the south.'));
    const { id } = await ok(alice.sendMessage(chatId, 'where do penguins live'));
    expect(textsOf(await stage.ask(alice, chatId, 'where do penguins live', { excluded: [id] }))).toEqual([
      'Penguins live in the south.',
    ]);
  });

  it('more of it than one transaction takes', async () => {
    await begin();
    const texts = Array.from({ length: 450 }, (_, nth) => `parrot q${nth}`);
    await api.pool.query(
      `INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, created_at, updated_at)
       SELECT $1, nextval('message_id_seq'), 7, $2, true, 'TEXT', 'SENT', content, now(), now() FROM unnest($3::text[]) content`,
      [chatId, alice.userId, texts],
    );
    await api.pool.query('UPDATE chat SET last_seq = 7 WHERE id = $1', [chatId]);
    await found('parrot');
    const { rows } = await api.pool.query<{ text: string }>('SELECT text FROM passage WHERE chat_id = $1', [chatId]);
    expect(rows.map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
  });
});

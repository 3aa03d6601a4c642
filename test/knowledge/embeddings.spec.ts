import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { ModelServer } from '../support/model-server.js';
import { until } from '../support/until.js';
import { type EmbeddingStage, startEmbedding } from './embeddings-stage.js';

const PASSAGES = ['Our automobile needs petrol.', 'The kettle is in the kitchen.', 'A meeting takes place on Monday.'];
const [ANSWER = ''] = PASSAGES;
const QUESTION = 'which car?';

describe('with embeddings', () => {
  let api: ApiServer;
  let model: ModelServer;
  let off: EmbeddingStage;
  let on: EmbeddingStage;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    [api, model, off] = [await startApi(), await ModelServer.start(), await startEmbedding()];
    on = await startEmbedding({ EMBEDDINGS_BASE_URL: model.url });
    model.synonyms.set('car', 'automobile');
    alice = api.user('alice');
  });
  afterAll(() => Promise.all([on.close(), off.close(), api.close(), model.close()]));
  beforeEach(async () => {
    model.behaveEmbedding();
    chatId = await chatWith(alice, PASSAGES);
  });

  const chatWith = async (user: ApiClient, texts: readonly string[]): Promise<number> => {
    const { id } = await ok(user.createChat());
    for (const text of texts) await ok(user.sendMessage(id, text));
    return id;
  };
  const vectorsOf = async (id: number) => {
    const text = 'SELECT passage_id, model FROM passage_vector WHERE chat_id = $1 ORDER BY passage_id';
    return (await api.pool.query<{ passage_id: number; model: string }>(text, [id])).rows;
  };
  const sent = () => model.requests.map(({ body }) => body['input']);

  it('is found what shares no word with the question', async () => {
    expect(await off.ask(alice, chatId, QUESTION)).toEqual([]);
    expect(await on.ask(alice, chatId, QUESTION)).toEqual([ANSWER]);
  });

  it('nothing is asked and kept unless they are configured', async () => {
    await off.ask(alice, chatId, QUESTION);
    off.retrieval.fileIndexed(chatId);
    expect(sent()).toEqual([]);
    expect(await vectorsOf(chatId)).toEqual([]);
  });

  it('each passage is embedded once, and each question', async () => {
    await on.ask(alice, chatId, QUESTION);
    await on.ask(alice, chatId, QUESTION);
    await ok(alice.sendMessage(chatId, 'More petrol.'));
    await on.ask(alice, chatId, QUESTION);
    expect(sent()).toEqual([PASSAGES, [QUESTION], [QUESTION], ['More petrol.'], [QUESTION]]);
  });

  it('the question is not its own answer, nor is what was asked before', async () => {
    await ok(alice.sendMessage(chatId, 'Which car?'));
    const { id } = await ok(alice.sendMessage(chatId, 'which automobile?'));
    expect(await on.ask(alice, chatId, QUESTION, { excluded: [id] })).toEqual([ANSWER]);
  });

  it('what both words and meaning speak for comes before what only one does', async () => {
    const texts = ['A car drives home.', 'The automobile drives home today.', 'Welcome home, cat.'];
    const id = await chatWith(alice, texts);
    expect(await on.ask(alice, id, 'car home')).toEqual([texts[0], texts[1], texts[2]]);
    expect(await off.ask(alice, id, 'car home')).toEqual([texts[0], texts[2], texts[1]]);
  });

  it('a file of many passages gets its vectors behind the indexing', async () => {
    const text = Array.from({ length: 70 }, (_, nth) => `Paragraph ${nth}. ${'word '.repeat(150)}`).join('\n\n');
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, { content: text, message_type: 'FILE' }));
    await off.ask(alice, id, 'paragraph');
    const { rows } = await api.pool.query<{ count: number }>(
      'SELECT passage_count AS count FROM knowledge WHERE chat_id = $1',
      [id],
    );
    expect(rows[0]?.count).toBeGreaterThan(64);
    on.retrieval.fileIndexed(id);
    await until(async () => (await vectorsOf(id)).length === rows[0]?.count);
    const { rows: covered } = await api.pool.query('SELECT * FROM embedded_range WHERE chat_id = $1', [id]);
    expect(covered).toEqual([{ chat_id: String(id), model: 'm', first_id: 1, last_id: rows[0]?.count }]);
  });

  it('vectors of another model are not used, and replaced', async () => {
    await on.ask(alice, chatId, QUESTION);
    const other = await startEmbedding({ EMBEDDINGS_BASE_URL: model.url, EMBEDDINGS_MODEL: 'other' });
    try {
      model.behaveEmbedding({ does: 'refuse', status: 400 });
      expect(await other.ask(alice, chatId, QUESTION)).toEqual([]);
      expect(await vectorsOf(chatId)).toEqual([1, 2, 3].map((passage_id) => ({ passage_id, model: 'm' })));
    } finally {
      await other.close();
    }
    model.behaveEmbedding();
    const later = await startEmbedding({ EMBEDDINGS_BASE_URL: model.url, EMBEDDINGS_MODEL: 'other' });
    try {
      expect(await later.ask(alice, chatId, QUESTION)).toEqual([ANSWER]);
      expect(await vectorsOf(chatId)).toEqual([1, 2, 3].map((passage_id) => ({ passage_id, model: 'other' })));
    } finally {
      await later.close();
    }
  });

  it('nobody finds what they may not read', async () => {
    const [bob, carol] = [api.user('bob'), api.user('carol')];
    const { id: group } = await groupOf(alice, bob);
    await ok(alice.sendMessage(group, ANSWER));
    expect(await on.ask(bob, group, QUESTION)).toEqual([ANSWER]);
    expect(await on.ask(carol, group, QUESTION)).toEqual([]);
    await ok(act(bob, group, 'leave'));
    expect(await on.ask(bob, group, QUESTION)).toEqual([]);
    const here = await chatWith(carol, ['Bananas are yellow.']);
    const there = await chatWith(carol, [ANSWER]);
    expect(await on.ask(carol, here, QUESTION)).toEqual([]);
    expect(await on.ask(carol, here, QUESTION, { isOwnersChats: true })).toEqual([ANSWER]);
    await ok(carol.updateChatStatus(there, { status: 'DELETED' }));
    expect(await on.ask(carol, here, QUESTION, { isOwnersChats: true })).toEqual([]);
  });

  it('a chat that is purged takes its vectors with it', async () => {
    await on.ask(alice, chatId, QUESTION);
    await api.pool.query('DELETE FROM chat WHERE id = $1', [chatId]);
    expect(await vectorsOf(chatId)).toEqual([]);
  });
});

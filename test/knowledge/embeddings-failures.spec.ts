import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { embeddings, type ModelBehaviour, ModelServer } from '../support/model-server.js';
import { type EmbeddingStage, startEmbedding } from './embeddings-stage.js';

const PASSAGES = ['The automobile is red.', 'A red kettle.', 'A blue door.'];
const vectors = (...of: (readonly unknown[])[]): ModelBehaviour => ({
  does: 'send',
  type: 'application/json',
  body: JSON.stringify(embeddings('m', of)),
});

describe('a server of embeddings', () => {
  let api: ApiServer;
  let model: ModelServer;
  let off: EmbeddingStage;
  let alice: ApiClient;
  let chatId: number;
  let expected: string[];
  beforeAll(async () => {
    [api, model, off] = [await startApi(), await ModelServer.start(), await startEmbedding()];
    alice = api.user('alice');
    model.synonyms.set('car', 'automobile');
    chatId = (await ok(alice.createChat())).id;
    for (const text of PASSAGES) await ok(alice.sendMessage(chatId, text));
    expected = await off.ask(alice, chatId, 'red kettle');
  });
  afterAll(() => Promise.all([off.close(), api.close(), model.close()]));

  const asked = async (EMBEDDINGS_TIMEOUT_SECONDS = 20, id = chatId, question = 'red kettle') => {
    const settings = { EMBEDDINGS_BASE_URL: model.url, EMBEDDINGS_API_KEY: 'sk-secret', EMBEDDINGS_TIMEOUT_SECONDS };
    const on = await startEmbedding(settings);
    try {
      return await on.ask(alice, id, question);
    } finally {
      await on.close();
    }
  };

  it.each<[string, ModelBehaviour]>([
    ['refuses', { does: 'refuse', status: 401, body: '{"error":{"message":"not sk-secret"}}' }],
    ['is too busy for long', { does: 'refuse', status: 429, headers: { 'retry-after': '3600' } }],
    ['sends elsewhere', { does: 'refuse', status: 307, headers: { location: '/v1/elsewhere' } }],
    ['sends no JSON', { does: 'send', type: 'text/html', body: '<p>Welcome' }],
    ['sends other JSON', { does: 'send', type: 'application/json', body: '{"data":7}' }],
    ['sends too few vectors', vectors([1, 0], [0, 1])],
    ['sends too many', vectors([1], [1], [1], [1])],
    ['sends vectors of several lengths', vectors([1, 0], [1], [0, 1])],
    ['sends vectors without a direction', vectors([1, 0], [0, 0], [0, 1])],
    ['sends what are no numbers', vectors([1, 'x'], [0, null], [0, 1])],
    ['sends vectors that are too long', vectors(...PASSAGES.map(() => Array.from({ length: 4_097 }, () => 1)))],
  ])('that %s is as good as none, and is left alone for a while', async (_, behaviour) => {
    model.behaveEmbedding(behaviour);
    expect(await asked()).toEqual(expected);
    expect(model.requests).toHaveLength(1);
    const { rows } = await api.pool.query('SELECT 1 FROM passage_vector WHERE chat_id = $1', [chatId]);
    expect(rows).toEqual([]);
  });

  it('that refuses the texts of one person is asked for those of others', async () => {
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'automobile'));
    const on = await startEmbedding({ EMBEDDINGS_BASE_URL: model.url });
    const scope = { userId: alice.userId, chatId: id, isOwnersChats: false };
    const catchUp = (payer: string) => on.retrieval.catchUp(scope, new AbortController().signal, payer);
    model.behaveEmbedding({ does: 'refuse', status: 400 });
    await catchUp('mallory');
    model.behaveEmbedding(undefined);
    await catchUp('mallory');
    expect(model.requests).toHaveLength(0);
    await catchUp('alice');
    expect(model.requests).toHaveLength(1);
    await on.close();
  });

  it('that hangs is waited for once', async () => {
    model.behaveEmbedding({ does: 'hang' });
    expect(await asked(1)).toEqual(expected);
    expect(model.requests).toHaveLength(1);
  });

  it('that closes the connection is tried again, and twice at most', async () => {
    model.behaveEmbedding({ does: 'cut' });
    expect(await asked()).toEqual(expected);
    expect(model.requests).toHaveLength(3);
  });

  it('that fails for a moment is asked again, with the key', async () => {
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'automobile'));
    model.behaveEmbedding({ does: 'refuse', status: 503 }, undefined);
    expect(await asked(20, id, 'car')).toEqual(['automobile']);
    expect(model.requests.map(({ authorization }) => authorization)).toEqual(Array(3).fill('Bearer sk-secret'));
    expect(model.requests.map(({ body }) => [body['model'], body['input']])).toEqual([
      ['m', ['automobile']],
      ['m', ['automobile']],
      ['m', ['car']],
    ]);
  });

  it('that fails over the question finds by words what it would have found', async () => {
    const { id } = await ok(alice.createChat());
    for (const text of PASSAGES) await ok(alice.sendMessage(id, text));
    model.behaveEmbedding(undefined, { does: 'refuse', status: 400 });
    expect(await asked(20, id)).toEqual(expected);
    expect(model.requests).toHaveLength(2);
  });

  it('whose price cannot be written down has its vectors kept, and is not left alone', async () => {
    const { id } = await ok(alice.createChat());
    await ok(alice.sendMessage(id, 'automobile'));
    const on = await startEmbedding({ EMBEDDINGS_BASE_URL: model.url, TOKENS_PER_USER_PER_DAY: 1_000 });
    model.behaveEmbedding(undefined);
    await api.pool.query(`CREATE FUNCTION no_price() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE 'not now' USING ERRCODE = '53100'; END $$`);
    await api.pool.query(`CREATE TRIGGER no_price BEFORE INSERT ON reply_tokens FOR EACH ROW
      WHEN (NEW.user_id = 'payer of vectors') EXECUTE FUNCTION no_price()`);
    try {
      const scope = { userId: alice.userId, chatId: id, isOwnersChats: false };
      await on.retrieval.catchUp(scope, new AbortController().signal, 'payer of vectors');
      const { rows } = await api.pool.query('SELECT 1 FROM passage_vector WHERE chat_id = $1', [id]);
      expect(rows).toHaveLength(1);
      expect(await on.ask(alice, id, 'car')).toEqual(['automobile']);
    } finally {
      await api.pool.query('DROP FUNCTION no_price CASCADE');
      await on.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { ModelServer } from '../support/model-server.js';
import { until } from '../support/until.js';
import { freshMetrics } from '../support/fresh-metrics.js';

describe('a reply, with embeddings', () => {
  let model: ModelServer;
  let api: ApiServer;
  beforeAll(async () => {
    model = await ModelServer.start();
    model.synonyms.set('car', 'automobile');
    api = await startApi({ EMBEDDINGS_BASE_URL: model.url, EMBEDDINGS_MODEL: 'm' });
  });
  afterAll(async () => {
    await api.close();
    await model.close();
  });

  it('quotes a file that says it in other words', async () => {
    const alice = api.user('alice');
    const { id: chatId } = await ok(alice.createChat({ rag_enabled: true }));
    const content = 'Our automobile needs petrol.';
    const { id: fileId } = await ok(alice.sendMessage(chatId, { content, message_type: 'FILE' }));
    await until(async () => {
      const { rows } = await api.pool.query('SELECT 1 FROM passage_vector WHERE chat_id = $1', [chatId]);
      return rows.length === 1;
    });
    await ok(alice.sendMessage(chatId, 'which car?'));
    const reply = async () => (await ok(alice.listMessages(chatId, {}))).data.find(({ is_user }) => !is_user);
    await until(async () => (await reply())?.status === 'SENT');
    const rag = (await reply())?.message_metadata?.['rag'] as { citations: { message_id: number; text: string }[] };
    expect(rag.citations).toMatchObject([{ message_id: fileId, text: content }]);
    const metrics = await freshMetrics(api.url);
    expect(metrics).toContain('\nreply_passages_embedded_total 1\n');
  });
});

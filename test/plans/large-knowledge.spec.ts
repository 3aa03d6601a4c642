import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/database';
import { PassageVectorRepository } from '../../libs/knowledge/src/embedding/passage-vector.repository.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { HeardPlans, outlineOf } from './heard-plans.js';
import { loadedDatabaseUrl } from './shapes.js';

const PASSAGES = 20_000;

/** One chat of many passages among chats of a few: plans are made for the average. */
const LOADED = `
  INSERT INTO chat (id, owner_id, session_id, rag_enabled, chat_type)
    SELECT g, 'person-' || g, 'session', true, 'PERSONAL' FROM generate_series(1, 2000) g;
  INSERT INTO knowledge (chat_id, indexed_seq, next_id, passage_count, total_length, languages, version)
    SELECT g, 0, 11, 10, 100, '{}', 2 FROM generate_series(1, 2000) g;
  INSERT INTO passage (chat_id, id, message_id, source, start_at, end_at, text)
    SELECT chat_id, g, 1, 'message', 0, 10, 'a passage' FROM knowledge,
      generate_series(1, CASE chat_id WHEN 1 THEN ${PASSAGES} ELSE 10 END) g;`;

describe('a chat of 20,000 passages', () => {
  let api: ApiServer;
  let heard: HeardPlans;
  beforeAll(async () => {
    const DATABASE_URL = await loadedDatabaseUrl(LOADED);
    heard = HeardPlans.begin();
    api = await startApi({ DATABASE_URL, WORKER: 'off' });
  });
  afterAll(async () => {
    heard.end();
    await api.close();
  });

  it('gets vectors of its last passages without a look at the others', async () => {
    const vectors = Array.from({ length: 10 }, (_, nth) => ({
      passageId: PASSAGES - nth,
      vector: Float32Array.of(1, 0),
    }));
    const rows = api.app.get(PassageVectorRepository, { strict: false });
    await api.app
      .get(Database, { strict: false })
      .transaction((tx) => rows.insert(tx, 1, 'e', vectors.toReversed(), false));
    const inserted = heard.plans.filter(({ name }) => name === 'embedding.insert');
    expect(inserted).toHaveLength(1);
    expect([outlineOf(inserted[0]!), inserted[0]!.rows < 100]).toEqual([outlineOf(inserted[0]!), true]);
  });
});

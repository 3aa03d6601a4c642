import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { ownDatabaseUrl } from '../support/test-database.js';

describe('the epoch of a database', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(() => api.close());

  const epoch = async (server: ApiServer) => {
    const alice = server.user('alice');
    const { chatId } = await startConversation(alice);
    return (await ok(alice.listMessages(chatId, { after_seq: 0 }))).epoch;
  };

  it('stays when tables are rewritten or changed, and is another once they were dropped and created', async () => {
    const before = await epoch(api);
    for (const statement of [
      'VACUUM FULL chat',
      'REINDEX TABLE chat',
      'CLUSTER chat USING chat_pkey',
      'ALTER TABLE chat ADD COLUMN more integer DEFAULT 1',
      'ALTER TABLE chat ALTER COLUMN more TYPE bigint',
    ])
      await api.pool.query(statement);
    expect(await epoch(api)).toBe(before);
    const { rows: triggers } = await api.pool.query<{ definition: string }>(
      `SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgrelid = 'chat'::regclass AND NOT tgisinternal`,
    );
    // As pg_restore --clean does.
    await api.pool.query('CREATE TABLE made_anew (LIKE chat INCLUDING ALL)');
    await api.pool.query('INSERT INTO made_anew SELECT * FROM chat');
    await api.pool.query('DROP TABLE chat CASCADE');
    await api.pool.query('ALTER TABLE made_anew RENAME TO chat');
    for (const { definition } of triggers) await api.pool.query(definition);
    expect(await epoch(api)).not.toBe(before);
  });

  it('is another in another database of the cluster, also when that is a copy', async () => {
    const copy = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
    expect(await epoch(copy)).not.toBe(await epoch(api));
    await copy.close();
  });
});

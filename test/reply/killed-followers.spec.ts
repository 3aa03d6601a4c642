import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { placesOf } from '../support/everywhere.js';
import { ok } from '../support/expectations.js';
import { edit, takeBack } from '../support/group-chats.js';
import { answered, ragChat } from '../support/reply-chats.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

const SECRET = 'The vault of Zanzibarquux holds forty emeraldwombats.';
const WORDS = ['emeraldwombat', 'forty emerald'];
const CHATS = 40;
const REPLIES = 100;
const KILLS = 3;

describe('replies that follow a message which they cite', () => {
  let api: ApiServer;
  let environment: Record<string, string>;
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  beforeAll(async () => {
    environment = { DATABASE_URL: await ownDatabaseUrl() };
    data = await newDataFolder();
    api = await startApi({ ...environment, WORKER: 'off' });
  });
  afterAll(async () => {
    await api.close();
    await data.remove();
  });

  /** A message with so many replies in other chats that cite it. */
  async function citedMessage() {
    const writer = await startApi(environment);
    const owner = writer.user('owner');
    const { id } = await ragChat(owner);
    const source = await ok(owner.sendMessage(id, { content: SECRET, message_metadata: { reply: false } }));
    const reply = await answered(owner, id, 'What does the vault of Zanzibarquux hold?');
    const others: number[] = [];
    for (let nth = 0; nth < CHATS; nth++) others.push((await ragChat(owner)).id);
    await writer.close();
    await api.pool.query(
      `WITH copied AS (
        INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, message_metadata, created_at, updated_at)
        SELECT c.id, nextval('message_id_seq'), 1, m.sender_id, m.is_user, m.message_type, m.status, m.content, m.message_metadata, m.created_at, m.updated_at
        FROM message m, unnest($2::bigint[]) c (id), generate_series(1, ${REPLIES}) WHERE m.chat_id = $1 AND m.id = $3 RETURNING chat_id, id
      ), cited AS (
        INSERT INTO message_citation (cited_chat_id, cited_id, chat_id, message_id) SELECT $1, $4, chat_id, id FROM copied
      ) UPDATE chat SET last_seq = 1 WHERE id = ANY ($2)`,
      [id, others, reply.id, source.id],
    );
    return { owner, source, others };
  }

  const left = async (where: string) =>
    (await api.pool.query(`SELECT 1 FROM message_citation WHERE cited_chat_id <> chat_id AND ${where}`)).rowCount ?? 0;

  it('all follow, and each once, though the servers that see to it are killed', async () => {
    const { owner, source, others } = await citedMessage();
    const service = api.service();
    for (const [act, where] of [
      [() => edit(service, source, 'Nothing.', { user_id: owner.userId }), 'NOT is_edited'],
      [() => takeBack(service, source), 'true'],
    ] as const) {
      await ok(act());
      expect(await left(where)).toBe(CHATS * REPLIES);
      for (let kill = 0; kill < KILLS; kill++) {
        const before = await left(where);
        const server = await ServiceProcess.start(data.folder, environment);
        await until(async () => (await left(where)) < before);
        server.signal('SIGKILL');
        await server.exited();
        const now = await left(where);
        expect(now).toBeGreaterThan(0);
      }
      const server = await ServiceProcess.start(data.folder, environment);
      await until(async () => (await left(where)) === 0);
      await until(async () => (await api.pool.query('SELECT 1 FROM message_citation_due')).rowCount === 0);
      // The index forgets the words a little later.
      await until(async () => (await placesOf(api.pool, ...WORDS)).length === 0);
      await server.stop();
    }
    // One change for each of the two acts and each chat, since all replies of a chat follow at once; no reply changed alone.
    const { rows } = await api.pool.query<{ last_seq: string; changed: string }>(
      `SELECT c.last_seq, (SELECT count(*) FROM message m WHERE m.chat_id = c.id AND m.change_seq > 1
          AND m.message_metadata #>> '{rag,citations,0,deleted}' = 'true') AS changed FROM chat c WHERE c.id = ANY ($1)`,
      [others],
    );
    for (const { last_seq, changed } of rows) {
      expect(Number(changed)).toBe(REPLIES);
      expect(Number(last_seq)).toBeLessThanOrEqual(1 + 2 * 2);
    }
  }, 180_000);
});

import { RevocationService } from '#libs/identity';
import { RetentionService } from '#libs/retention';
import { insertNewTextsSql } from '#libs/search';
import { ok } from '../../support/expectations.js';
import { moveTexts } from '../../support/text-movers.js';
import type { Visit } from './visit.js';

/** Searches texts that no worker has moved into the index yet, then moves them. */
export async function moveNewTexts(visit: Visit): Promise<void> {
  const { api } = visit.stage;
  const client = await api.pool.connect();
  await client.query('SET auto_explain.log_min_duration = -1');
  const { rows } = await client.query<{ chatId: string; messageId: string }>(
    `DELETE FROM message_text WHERE chat_id = 1 AND message_id IN (
       SELECT message_id FROM message_text WHERE chat_id = 1 ORDER BY message_id DESC LIMIT 10000)
     RETURNING chat_id AS "chatId", message_id AS "messageId"`,
  );
  client.release(true);
  for (let from = 0; from < rows.length; from += 100) {
    const keys = rows.slice(from, from + 100);
    await api.pool.query(insertNewTextsSql('unnest($1::bigint[], $2::bigint[]) AS sent (chat_id, id)'), [
      keys.map(({ chatId }) => chatId),
      keys.map(({ messageId }) => messageId),
    ]);
  }
  // As PostgreSQL does by itself sooner or later.
  await api.pool.query('ANALYZE message_text_new');
  for (const q of [`note ${visit.middle}`, 'note', 'absent', '終']) {
    for (const order of ['asc', 'desc']) await ok(visit.owner.listMessages(1, { q, order }));
    await ok(visit.owner.listChats({ q }));
  }
  await moveTexts(api);
}

/** Writes a revocation; servers read all of them at their start, and new ones every 15 s. */
export async function revoke(visit: Visit): Promise<void> {
  const { app } = visit.stage.api;
  await app.get(RevocationService, { strict: false }).revoke('somebody');
}

export async function purge(visit: Visit): Promise<void> {
  const { api } = visit.stage;
  await ok(visit.owner.updateChatStatus(4, { status: 'DELETED' }));
  await api.pool.query(`UPDATE chat SET deleted_at = now() - interval '1 year' WHERE id = 4`);
  await api.app.get(RetentionService).purge();
}

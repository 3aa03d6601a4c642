import { Inject, Injectable } from '@nestjs/common';
import { WebhookDueRepository } from '#libs/chat';
import { hasWebhooks, SETTINGS, type Settings } from '#libs/config';
import type { Tx } from '#libs/database';
import { CitationDueRepository } from '#libs/message';

type Key = string | number;

/**
 * Every table with rows of a chat; `chat` itself comes last. `key` is the column that follows the chat's id in the
 * primary key, and `least` is below its smallest value. Tables without a key have few rows.
 */
const TABLES_BY_CHAT: readonly { readonly table: string; readonly key?: string; readonly least?: Key }[] = [
  { table: 'passage_vector', key: 'passage_id', least: -1 },
  { table: 'embedded_range' },
  { table: 'posting', key: 'term', least: '' },
  { table: 'passage', key: 'id', least: -1 },
  { table: 'document_text', key: 'message_id', least: -1 },
  { table: 'forgotten_text' },
  { table: 'knowledge' },
  { table: 'webhook_due' },
  { table: 'deleted_chat_due' },
  { table: 'message_citation', key: 'message_id', least: -1 },
  { table: 'message_work', key: 'message_id', least: -1 },
  // Before the table to which its rows move: the purge waits for a moving row and finds it there.
  { table: 'message_text_new', key: 'message_id', least: -1 },
  { table: 'message_text', key: 'message_id', least: -1 },
  { table: 'message_reaction', key: 'message_id', least: -1 },
  { table: 'receipt', key: 'message_id', least: -1 },
  { table: 'message', key: 'id', least: -1 },
  { table: 'participant', key: 'user_id', least: '' },
  { table: 'chat_session' },
];

/** Rows per statement, so that a chat of a million messages stays within the time limit of each. */
const BATCH = 5_000;

/** A chat that is about to be purged. */
export interface ExpiredChat {
  readonly id: number;
  readonly last_seq: number;
}

@Injectable()
export class RetentionRepository {
  constructor(
    private readonly webhooks: WebhookDueRepository,
    private readonly citations: CitationDueRepository,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'WEBHOOK_URL'>,
  ) {}

  /**
   * Locks one chat that was deleted more than `days` days ago and that no other server is purging.
   * @param except chats that are passed over
   */
  async lockExpired(tx: Tx, days: number, except: readonly number[]): Promise<ExpiredChat | undefined> {
    const [chat] = await tx.query<ExpiredChat>({
      name: 'retention.lock-expired',
      text: `SELECT id, last_seq FROM chat WHERE status = 'DELETED' AND deleted_at <= now() - make_interval(days => $1)
          AND id <> ALL ($2::bigint[])
        ORDER BY deleted_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      values: [days, except],
    });
    return chat;
  }

  async purge(tx: Tx, chatId: number): Promise<void> {
    // By index only: a sort would read the rest of the chat for each batch.
    await tx.query({
      name: 'retention.keep-to-order',
      text: `SELECT set_config(setting, 'off', true)
        FROM unnest(ARRAY['enable_sort', 'enable_bitmapscan', 'enable_seqscan']) setting`,
      values: [],
    });
    for (const { table, key, least = -1 } of TABLES_BY_CHAT) {
      if (key === undefined)
        await tx.query({
          name: `retention.purge-${table}`,
          text: `DELETE FROM ${table} WHERE chat_id = $1`,
          values: [chatId],
        });
      else await this.purgeInOrder(tx, chatId, { table, key, least });
    }
    // After its messages are gone: who wrote a reply that cites one has committed, or finds none.
    await this.citations.addOfChats(tx, [chatId]);
    if (hasWebhooks(this.settings)) await this.webhooks.markPurged(tx, chatId);
    await tx.query({ name: 'retention.purge-chat', text: 'DELETE FROM chat WHERE id = $1', values: [chatId] });
  }

  /** What the receiver of the webhooks was never told, though it was tried for days: nothing takes it up any more. */
  async purgeGivenUp(tx: Tx): Promise<void> {
    await tx.query({
      name: 'retention.purge-given-up',
      text: `DELETE FROM webhook_due WHERE chat_id = ANY (ARRAY(
        SELECT d.chat_id FROM webhook_due d WHERE d.next_try_at IS NULL
          AND (SELECT true FROM chat c WHERE c.id = d.chat_id) IS NULL LIMIT ${BATCH}))`,
      values: [],
    });
  }

  /** Batch after batch in the order of the key, so none reads again the rows that were deleted before. */
  private async purgeInOrder(
    tx: Tx,
    chatId: number,
    { table, key, least }: { readonly table: string; readonly key: string; readonly least: Key },
  ): Promise<void> {
    for (let [after, isLast] = [least, false]; !isLast;) {
      const [edge] = await tx.query<{ key: Key }>({
        name: `retention.edge-of-${table}`,
        text: `SELECT ${key} AS key FROM ${table} WHERE chat_id = $1 AND ${key} > $2
          ORDER BY chat_id, ${key} OFFSET ${BATCH - 1} LIMIT 1`,
        values: [chatId, after],
      });
      isLast = edge === undefined;
      await tx.query({
        name: `retention.purge-${table}${isLast ? '' : '-up-to'}`,
        text: `DELETE FROM ${table} WHERE chat_id = $1 AND ${key} > $2${isLast ? '' : ` AND ${key} <= $3`}`,
        values: [chatId, after, ...(edge === undefined ? [] : [edge.key])],
      });
      after = edge?.key ?? after;
    }
  }
}

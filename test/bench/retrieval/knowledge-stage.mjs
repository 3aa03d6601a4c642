// The product's own knowledge on a PostgreSQL of its own: real chats and messages, the real service through Nest.
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { Database, dataSourceOptions, migrate } from '../../../dist/libs/database/src/index.js';
import { ChatModule } from '../../../dist/libs/chat/src/index.js';
import { MessageModule } from '../../../dist/libs/message/src/index.js';
import { KnowledgeModule, KnowledgeService } from '../../../dist/libs/knowledge/src/index.js';

export async function openStage(url) {
  await migrate(url);
  class Stage {}
  const database = dataSourceOptions({ url, poolSize: 4 });
  // A bulk load is no request: it may take its time.
  database.extra.statement_timeout = database.extra.query_timeout = 120_000;
  database.extra.idle_in_transaction_session_timeout = 120_000;
  Module({
    imports: [
      TypeOrmModule.forRoot({ ...database, autoLoadEntities: true, retryAttempts: 0 }),
      ChatModule,
      MessageModule,
      KnowledgeModule,
    ],
  })(Stage);
  const app = await NestFactory.createApplicationContext(Stage, { logger: ['error', 'warn'] });
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  return {
    app,
    client,
    database: app.get(Database, { strict: false }),
    knowledge: app.get(KnowledgeService, { strict: false }),
    close: async () => {
      await client.end();
      await app.close();
    },
  };
}

/** Documents stored and indexed in one transaction. */
const BATCH = 512;

/** A chat with a FILE message for each of `count` documents; returns its id and the messages' ids in their order. */
export async function storeDocuments(stage, count, textOf) {
  const chatId = await createChat(stage.client);
  const messageIds = [];
  for (let at = 0; at < count; at += BATCH) {
    const texts = Array.from({ length: Math.min(BATCH, count - at) }, (_, nth) => textOf(at + nth));
    messageIds.push(...(await indexDocuments(stage, chatId, texts)));
  }
  return { chatId, messageIds };
}

/** More FILE messages of a chat, in one transaction; returns their ids. */
export async function indexDocuments({ client, database, knowledge }, chatId, texts) {
  const { rows } = await client.query(
    `INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, created_at, updated_at)
     SELECT $1, nextval('message_id_seq'), nth, 'owner', true, 'FILE', 'SENT', content, now(), now()
     FROM unnest($2::text[]) WITH ORDINALITY AS t (content, nth) ORDER BY nth RETURNING id`,
    [chatId, texts],
  );
  const ids = rows.map(({ id }) => Number(id));
  await database.transaction((tx) =>
    knowledge.index(
      tx,
      chatId,
      texts.map((text, nth) => ({ messageId: ids[nth], source: 'content', text })),
    ),
  );
  return ids;
}

export async function createChat(client) {
  const { rows } = await client.query(`WITH c AS (
      INSERT INTO chat (id, owner_id, session_id, rag_enabled, chat_type)
      SELECT nextval('chat_id_seq'), 'owner', 'session-' || gen_random_uuid(), true, 'PERSONAL' RETURNING id
    ), p AS (INSERT INTO participant (chat_id, user_id, membership) SELECT id, 'owner', '{[1,)}' FROM c)
    SELECT id FROM c`);
  return Number(rows[0].id);
}

export const ownScope = (chatId) => ({ userId: 'owner', chatId, isOwnersChats: false });

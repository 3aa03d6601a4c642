import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChatModule } from '#libs/chat';
import { readSettings, SettingsModule } from '#libs/config';
import { Database, dataSourceOptions } from '#libs/database';
import { MessageModule } from '#libs/message';
import { EmbeddingModule, Retrieval, type Scope } from '#libs/knowledge';
import type { EmbeddingSettings } from '../../libs/knowledge/src/embedding/embedding-settings.js';
import { VectorSearch } from '../../libs/knowledge/src/embedding/vector-search.js';
import type { ApiClient } from '../support/api-client.js';
import { testDatabaseUrl } from '../support/test-database.js';

@Module({})
class Stage {}

/** Retrieval beside the API that the chats are made with, both on the database of this worker. */
export interface EmbeddingStage {
  readonly database: Database;
  readonly retrieval: Retrieval;
  readonly vectors: VectorSearch;
  /** The texts found for a question, best first, after catching up with the chat. */
  ask(asker: ApiClient, chatId: number, question: string, how?: Partial<Asking>): Promise<string[]>;
  close(): Promise<void>;
}

interface Asking {
  readonly isOwnersChats: boolean;
  readonly excluded: readonly number[];
}

export async function startEmbedding(settings: Partial<EmbeddingSettings> = {}): Promise<EmbeddingStage> {
  const database = dataSourceOptions({ url: await testDatabaseUrl(), poolSize: 4 });
  const root = TypeOrmModule.forRoot({ ...database, autoLoadEntities: true, retryAttempts: 0 });
  const DATABASE_URL = await testDatabaseUrl();
  const given = {
    ...readSettings({ EMBEDDINGS_TIMEOUT_SECONDS: '20', EMBEDDINGS_MODEL: 'm' }),
    DATABASE_URL,
    ...settings,
  };
  const imports = [root, SettingsModule.forRoot(given), ChatModule, MessageModule, EmbeddingModule];
  const stage = { module: Stage, imports };
  const app: INestApplicationContext = await NestFactory.createApplicationContext(stage, { logger: false });
  const retrieval = app.get(Retrieval, { strict: false });
  const signal = new AbortController().signal;
  return {
    database: app.get(Database, { strict: false }),
    retrieval,
    vectors: app.get(VectorSearch, { strict: false }),
    ask: async ({ userId }, chatId, question, { isOwnersChats = false, excluded = [] } = {}) => {
      const scope: Scope = { userId, chatId, isOwnersChats };
      await retrieval.catchUp(scope, signal);
      const found = await retrieval.search(scope, { question, earlier: [] }, { characters: 100_000, excluded }, signal);
      return found.map(({ text }) => text);
    },
    close: () => app.close(),
  };
}

import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChatModule } from '#libs/chat';
import { Database, dataSourceOptions } from '#libs/database';
import { MessageModule } from '#libs/message';
import { KnowledgeModule, KnowledgeService, type Passage, type Scope } from '#libs/knowledge';
import type { ApiClient } from '../support/api-client.js';
import { testDatabaseUrl } from '../support/test-database.js';

@Module({})
class Stage {}

/** What replies know, beside the API that the chats are made with: both on the database of this worker. */
export interface KnowledgeStage {
  readonly database: Database;
  readonly knowledge: KnowledgeService;
  /** What is found for a question in a chat, after catching up with it. */
  ask(asker: ApiClient, chatId: number, question: string, how?: Partial<Asking>): Promise<readonly Passage[]>;
  close(): Promise<void>;
}

interface Asking {
  /** Newest first. */
  readonly earlier: readonly { readonly isUser: boolean; readonly content: string }[];
  readonly characters: number;
  readonly excluded: readonly number[];
  readonly isOwnersChats: boolean;
}

const EVERYTHING = 1_000_000;

export async function startKnowledge(): Promise<KnowledgeStage> {
  const database = dataSourceOptions({ url: await testDatabaseUrl(), poolSize: 16 });
  const root = TypeOrmModule.forRoot({ ...database, autoLoadEntities: true, retryAttempts: 0 });
  const stage = { module: Stage, imports: [root, ChatModule, MessageModule, KnowledgeModule] };
  const app: INestApplicationContext = await NestFactory.createApplicationContext(stage, { logger: false });
  const knowledge = app.get(KnowledgeService, { strict: false });
  return {
    database: app.get(Database, { strict: false }),
    knowledge,
    ask: async ({ userId }, chatId, question, how = {}) => {
      const { earlier = [], characters = EVERYTHING, excluded = [], isOwnersChats = false } = how;
      const scope: Scope = { userId, chatId, isOwnersChats };
      await knowledge.catchUp(scope, AbortSignal.timeout(20_000));
      return knowledge.search(scope, { question, earlier }, { characters, excluded });
    },
    close: () => app.close(),
  };
}

export function textsOf(passages: readonly Passage[]): string[] {
  return passages.map(({ text }) => text);
}

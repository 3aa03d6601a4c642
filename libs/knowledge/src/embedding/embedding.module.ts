import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SETTINGS } from '#libs/config';
import { Database, DatabaseModule } from '#libs/database';
import { LimitsModule, TokenAccount } from '#libs/limits';
import { KnowledgeModule } from '../knowledge.module.js';
import { DenseJudgement } from './dense-judgement.js';
import { EmbeddedRange } from './embedded-range.entity.js';
import { EmbeddingCatchUp } from './embedding-catch-up.js';
import { EmbeddingClient } from './embedding-client.js';
import { EmbeddingMetrics } from './embedding-metrics.js';
import { EmbeddingQueue } from './embedding-queue.js';
import type { EmbeddingSettings } from './embedding-settings.js';
import { PassageVector } from './passage-vector.entity.js';
import { PassageVectorRepository } from './passage-vector.repository.js';
import { Pgvector } from './pgvector.js';
import { Retrieval } from './retrieval.js';
import { VectorSearch } from './vector-search.js';
import { VectorSearchRepository } from './vector-search.repository.js';

@Module({
  imports: [DatabaseModule, KnowledgeModule, LimitsModule, TypeOrmModule.forFeature([EmbeddedRange, PassageVector])],
  providers: [
    {
      provide: TokenAccount,
      inject: [Database, SETTINGS],
      useFactory: (database: Database, settings: EmbeddingSettings) =>
        new TokenAccount(database, settings.TOKENS_PER_USER_PER_DAY ?? 0),
    },
    Retrieval,
    DenseJudgement,
    EmbeddingCatchUp,
    EmbeddingClient,
    EmbeddingMetrics,
    EmbeddingQueue,
    VectorSearch,
    Pgvector,
    PassageVectorRepository,
    VectorSearchRepository,
  ],
  exports: [EmbeddingMetrics, Retrieval, TokenAccount],
})
export class EmbeddingModule {}

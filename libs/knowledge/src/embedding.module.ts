import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SETTINGS } from '#libs/config';
import { Database, DatabaseModule } from '#libs/database';
import { LimitsModule, TokenAccount } from '#libs/limits';
import { KnowledgeModule } from './knowledge.module.js';
import { DenseJudgement } from './embedding/dense-judgement.js';
import { EmbeddedRange } from './embedding/embedded-range.entity.js';
import { EmbeddingCatchUp } from './embedding/embedding-catch-up.js';
import { EmbeddingClient } from './embedding/embedding-client.js';
import { EmbeddingMetrics } from './embedding/embedding-metrics.js';
import { EmbeddingQueue } from './embedding/embedding-queue.js';
import type { EmbeddingSettings } from './embedding/embedding-settings.js';
import { PassageVector } from './embedding/passage-vector.entity.js';
import { PassageVectorRepository } from './embedding/passage-vector.repository.js';
import { Pgvector } from './embedding/pgvector.js';
import { Retrieval } from './retrieval.js';
import { VectorSearch } from './embedding/vector-search.js';
import { VectorSearchRepository } from './embedding/vector-search.repository.js';

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

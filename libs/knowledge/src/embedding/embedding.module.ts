import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Database, DatabaseModule } from '#libs/database';
import { LimitsModule, TokenAccount } from '#libs/limits';
import { KnowledgeModule } from '../knowledge.module.js';
import { DenseJudgement } from './dense-judgement.js';
import { EmbeddedRange } from './embedded-range.entity.js';
import { EmbeddingCatchUp } from './embedding-catch-up.js';
import { EmbeddingClient } from './embedding-client.js';
import { EmbeddingMetrics } from './embedding-metrics.js';
import { EmbeddingQueue } from './embedding-queue.js';
import { EMBEDDING_SETTINGS, type EmbeddingSettings } from './embedding-settings.js';
import { PassageVector } from './passage-vector.entity.js';
import { PassageVectorRepository } from './passage-vector.repository.js';
import { Pgvector } from './pgvector.js';
import { Retrieval } from './retrieval.js';
import { VectorSearch } from './vector-search.js';
import { VectorSearchRepository } from './vector-search.repository.js';

@Module({})
export class EmbeddingModule {
  static forRoot(settings: EmbeddingSettings): DynamicModule {
    return {
      module: EmbeddingModule,
      imports: [
        DatabaseModule,
        KnowledgeModule,
        LimitsModule,
        TypeOrmModule.forFeature([EmbeddedRange, PassageVector]),
      ],
      providers: [
        { provide: EMBEDDING_SETTINGS, useValue: settings },
        {
          provide: TokenAccount,
          inject: [Database],
          useFactory: (database: Database) => new TokenAccount(database, settings.TOKENS_PER_USER_PER_DAY ?? 0),
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
    };
  }
}

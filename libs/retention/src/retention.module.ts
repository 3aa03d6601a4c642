import { type DynamicModule, Module } from '@nestjs/common';
import { Database, DatabaseModule } from '#libs/database';
import { LimitsModule, StoredUsageRepository } from '#libs/limits';
import { RetentionRepository } from './retention.repository.js';
import { RetentionService } from './retention.service.js';

@Module({})
export class RetentionModule {
  /** `days`: how long a DELETED chat is kept. */
  static forRoot(days: number): DynamicModule {
    return {
      module: RetentionModule,
      imports: [DatabaseModule, LimitsModule],
      providers: [
        RetentionRepository,
        {
          provide: RetentionService,
          inject: [Database, RetentionRepository, StoredUsageRepository],
          useFactory: (database: Database, rows: RetentionRepository, usage: StoredUsageRepository) =>
            new RetentionService(database, rows, usage, days),
        },
      ],
    };
  }
}

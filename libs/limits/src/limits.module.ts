import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '#libs/database';
import { LimitMetrics } from './limit-metrics.js';
import { RateLimits } from './rate-limits.js';
import { ReplyLimit } from './reply-limit.js';
import { ReplyTokens } from './reply-tokens.entity.js';
import { StoredBytes } from './stored-bytes.js';
import { StoredUsage } from './stored-usage.entity.js';
import { StoredUsageRepository } from './stored-usage.repository.js';

/** Limits what the settings say; without settings, nothing. */
@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([ReplyTokens, StoredUsage])],
  providers: [LimitMetrics, RateLimits, ReplyLimit, StoredBytes, StoredUsageRepository],
  exports: [LimitMetrics, RateLimits, ReplyLimit, StoredBytes, StoredUsageRepository],
})
export class LimitsModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '#libs/database';
import { RateLimits } from './rate-limits.js';
import { ReplyLimit } from './reply-limit.js';
import { ReplyTokens } from './reply-tokens.entity.js';
import { StoredBytes } from './stored-bytes.js';
import { StoredUsage } from './stored-usage.entity.js';
import { StoredUsageRepository } from './stored-usage.repository.js';

/** Limits what the settings say; without settings, nothing. */
@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([ReplyTokens, StoredUsage])],
  providers: [RateLimits, ReplyLimit, StoredBytes, StoredUsageRepository],
  exports: [RateLimits, ReplyLimit, StoredBytes, StoredUsageRepository],
})
export class LimitsModule {}

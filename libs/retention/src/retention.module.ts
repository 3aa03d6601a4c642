import { Module } from '@nestjs/common';
import { BusModule } from '#libs/bus';
import { WebhookDueModule } from '#libs/chat';
import { DatabaseModule } from '#libs/database';
import { LimitsModule } from '#libs/limits';
import { CitationFollowingModule } from '#libs/message';
import { RetentionRepository } from './retention.repository.js';
import { RetentionService } from './retention.service.js';

@Module({
  imports: [BusModule, CitationFollowingModule, DatabaseModule, LimitsModule, WebhookDueModule],
  providers: [RetentionRepository, RetentionService],
})
export class RetentionModule {}

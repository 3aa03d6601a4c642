import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '#libs/database';
import { WebhookDue } from './rows/webhook-due.entity.js';
import { WebhookDueRepository } from './rows/webhook-due.repository.js';

/** Apart, for those who look after the webhooks and touch no chat. */
@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([WebhookDue])],
  providers: [WebhookDueRepository],
  exports: [WebhookDueRepository],
})
export class WebhookDueModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WebhookDueModule } from '#libs/chat';
import { DatabaseModule } from '#libs/database';
import { WebhookAdmin } from './webhook-admin.js';
import { WebhookReceiverState } from './webhook-receiver.entity.js';
import { WebhookReceiverRepository } from './webhook-receiver.repository.js';

/** For operators: it looks and replays, and calls nobody. */
@Module({
  imports: [DatabaseModule, WebhookDueModule, TypeOrmModule.forFeature([WebhookReceiverState])],
  providers: [WebhookAdmin, WebhookReceiverRepository],
  exports: [WebhookAdmin, WebhookReceiverRepository],
})
export class WebhookAdminModule {}

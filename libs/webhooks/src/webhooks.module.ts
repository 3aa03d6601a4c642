import { Module } from '@nestjs/common';
import { BusModule } from '#libs/bus';
import { ChatModule, WebhookDueModule } from '#libs/chat';
import { MessageModule } from '#libs/message';
import { ChatNewsReader } from './chat-news.js';
import { WebhookDelivery } from './webhook-delivery.js';
import { WebhookAdminModule } from './webhook-admin.module.js';
import { WebhookLoop } from './webhook-loop.js';
import { WebhookMetrics } from './webhook-metrics.js';

/** Tells a receiver outside of every chat that changes (Standard Webhooks). */
@Module({
  imports: [BusModule, ChatModule, MessageModule, WebhookDueModule, WebhookAdminModule],
  providers: [ChatNewsReader, WebhookDelivery, WebhookLoop, WebhookMetrics],
  exports: [WebhookMetrics],
})
export class WebhooksModule {}

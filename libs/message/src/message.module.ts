import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChatModule } from '#libs/chat';
import { DatabaseModule } from '#libs/database';
import { ChatMessagesController } from './chat-messages.controller.js';
import { MessageStatusController } from './message-status.controller.js';
import { MessageStatusService } from './message-status.service.js';
import { Message } from './message.entity.js';
import { MessageRepository } from './message.repository.js';
import { MessageService } from './message.service.js';
import { Receipt } from './receipt.entity.js';
import { ReceiptRepository } from './receipt.repository.js';
import { ReceiptService } from './receipt.service.js';

@Module({
  imports: [ChatModule, DatabaseModule, TypeOrmModule.forFeature([Message, Receipt])],
  controllers: [ChatMessagesController, MessageStatusController],
  providers: [MessageService, MessageStatusService, ReceiptService, MessageRepository, ReceiptRepository],
  exports: [MessageService],
})
export class MessageModule {}

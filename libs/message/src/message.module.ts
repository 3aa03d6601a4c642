import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BusModule } from '#libs/bus';
import { ChatModule } from '#libs/chat';
import { DatabaseModule } from '#libs/database';
import { LimitsModule } from '#libs/limits';
import { SearchModule } from '#libs/search';
import { ChatMessagesController } from './chat-messages.controller.js';
import { ExportSlots } from './export-slots.js';
import { FilteredPages } from './filtered-pages.js';
import { MessageExport } from './message-export.js';
import { MessageExportController } from './message-export.controller.js';
import { MessageListing } from './message-listing.js';
import { MessageStatusController } from './message-status.controller.js';
import { MessageStatusService } from './message-status.service.js';
import { MessageChats } from './message-chats.js';
import { Message } from './message.entity.js';
import { MessageRepository } from './message.repository.js';
import { MessageWork } from './message-work.entity.js';
import { MessageWorkRepository } from './message-work.repository.js';
import { MessageWorkService } from './message-work.service.js';
import { MessageService } from './message.service.js';
import { Receipt } from './receipt.entity.js';

@Module({
  imports: [
    BusModule,
    ChatModule,
    DatabaseModule,
    LimitsModule,
    SearchModule,
    TypeOrmModule.forFeature([Message, MessageWork, Receipt]),
  ],
  controllers: [ChatMessagesController, MessageExportController, MessageStatusController],
  providers: [
    MessageService,
    FilteredPages,
    MessageListing,
    MessageExport,
    ExportSlots,
    MessageStatusService,
    MessageWorkService,
    MessageChats,
    MessageRepository,
    MessageWorkRepository,
  ],
  exports: [MessageService, MessageListing, MessageChats, MessageWorkService],
})
export class MessageModule {}

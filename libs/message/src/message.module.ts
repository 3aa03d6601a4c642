import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BusModule } from '#libs/bus';
import { ChatModule } from '#libs/chat';
import { DatabaseModule } from '#libs/database';
import { LimitsModule } from '#libs/limits';
import { SearchModule } from '#libs/search';
import { ChatMessagesController } from './chat-messages.controller.js';
import { ExportSlots } from './read/export-slots.js';
import { FilteredPages } from './read/filtered-pages.js';
import { KeptPages } from './read/kept-pages.js';
import { MessageExport } from './read/message-export.js';
import { MessageExportController } from './message-export.controller.js';
import { MessageListing } from './read/message-listing.js';
import { MessageStatusController } from './message-status.controller.js';
import { MessageStatusService } from './status/message-status.service.js';
import { MessageChats } from './rows/message-chats.js';
import { Message } from './shown/message.entity.js';
import { MessageRepository } from './rows/message.repository.js';
import { MessageWork } from './rows/message-work.entity.js';
import { MessageWorkRepository } from './work/message-work.repository.js';
import { MessageWorkService } from './work/message-work.service.js';
import { MessageReadService } from './read/message-read.service.js';
import { PrintedPages } from './read/printed-pages.js';
import { PageRepository } from './read/page.repository.js';
import { MessageMetrics } from './send/message-metrics.js';
import { MessageSendService } from './send/message-send.service.js';
import { MessageCitation } from './rows/message-citation.entity.js';
import { MessageCitationDue } from './rows/message-citation-due.entity.js';
import { Receipt } from './rows/receipt.entity.js';

@Module({
  imports: [
    BusModule,
    ChatModule,
    DatabaseModule,
    LimitsModule,
    SearchModule,
    TypeOrmModule.forFeature([Message, MessageCitation, MessageCitationDue, MessageWork, Receipt]),
  ],
  controllers: [ChatMessagesController, MessageExportController, MessageStatusController],
  providers: [
    MessageMetrics,
    MessageSendService,
    MessageReadService,
    PageRepository,
    FilteredPages,
    KeptPages,
    PrintedPages,
    MessageListing,
    MessageExport,
    ExportSlots,
    MessageStatusService,
    MessageWorkService,
    MessageChats,
    MessageRepository,
    MessageWorkRepository,
  ],
  exports: [MessageMetrics, MessageSendService, MessageReadService, MessageListing, MessageChats, MessageWorkService],
})
export class MessageModule {}

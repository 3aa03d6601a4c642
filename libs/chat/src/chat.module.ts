import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BusModule } from '#libs/bus';
import { DatabaseModule } from '#libs/database';
import { SearchModule } from '#libs/search';
import { ChatChanges } from './changes/chat-changes.js';
import { ChatSession } from './rows/chat-session.entity.js';
import { ChatController } from './chat.controller.js';
import { Chat } from './rows/chat.entity.js';
import { ChatRepository } from './rows/chat.repository.js';
import { ChatWalkRepository } from './rows/chat-walk.repository.js';
import { ChatWalkService } from './chat-walk.service.js';
import { ChatService } from './chat.service.js';
import { KeptLists } from './requests/kept-lists.js';
import { LargeGroups } from './rows/large-groups.js';
import { Participant } from './rows/participant.entity.js';
import { ParticipantRepository } from './rows/participant.repository.js';

@Module({
  imports: [BusModule, DatabaseModule, SearchModule, TypeOrmModule.forFeature([Chat, ChatSession, Participant])],
  controllers: [ChatController],
  providers: [
    ChatChanges,
    ChatRepository,
    ChatService,
    ChatWalkRepository,
    ChatWalkService,
    KeptLists,
    LargeGroups,
    ParticipantRepository,
  ],
  exports: [ChatService, ChatChanges, ChatRepository, ChatWalkRepository, ParticipantRepository],
})
export class ChatModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BusModule } from '#libs/bus';
import { DatabaseModule } from '#libs/database';
import { SearchModule } from '#libs/search';
import { ChatChanges } from './changes/chat-changes.js';
import { ChatSession } from './chat-session.entity.js';
import { ChatController } from './chat.controller.js';
import { Chat } from './chat.entity.js';
import { ChatRepository } from './chat.repository.js';
import { ChatService } from './chat.service.js';
import { Participant } from './participant.entity.js';
import { ParticipantRepository } from './participant.repository.js';

@Module({
  imports: [BusModule, DatabaseModule, SearchModule, TypeOrmModule.forFeature([Chat, ChatSession, Participant])],
  controllers: [ChatController],
  providers: [ChatService, ChatChanges, ChatRepository, ParticipantRepository],
  exports: [ChatService, ChatChanges, ChatRepository, ParticipantRepository],
})
export class ChatModule {}

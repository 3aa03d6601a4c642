import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BusModule } from '#libs/bus';
import { DatabaseModule } from '#libs/database';
import { MessageText, SearchModule } from '#libs/search';
import { ChatSession } from './chat-session.entity.js';
import { ChatController } from './chat.controller.js';
import { Chat } from './chat.entity.js';
import { ChatRepository } from './chat.repository.js';
import { ChatService } from './chat.service.js';
import { Participant } from './participant.entity.js';
import { ParticipantRepository } from './participant.repository.js';
import { TimelineService } from './timeline.service.js';

@Module({
  imports: [
    BusModule,
    DatabaseModule,
    SearchModule,
    TypeOrmModule.forFeature([Chat, ChatSession, Participant, MessageText]),
  ],
  controllers: [ChatController],
  providers: [ChatService, TimelineService, ChatRepository, ParticipantRepository],
  exports: [ChatService, TimelineService, ChatRepository, ParticipantRepository],
})
export class ChatModule {}

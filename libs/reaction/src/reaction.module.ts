import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BusModule } from '#libs/bus';
import { ChatModule } from '#libs/chat';
import { DatabaseModule } from '#libs/database';
import { MessageModule } from '#libs/message';
import { MessageReaction } from './message-reaction.entity.js';
import { ReactionController } from './reaction.controller.js';
import { ReactionRepository } from './reaction.repository.js';
import { ReactionService } from './reaction.service.js';

@Module({
  imports: [BusModule, ChatModule, MessageModule, DatabaseModule, TypeOrmModule.forFeature([MessageReaction])],
  controllers: [ReactionController],
  providers: [ReactionService, ReactionRepository],
})
export class ReactionModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChatModule } from '#libs/chat';
import { MessageModule } from '#libs/message';
import { MessageReaction } from './message-reaction.entity.js';
import { ReactionController } from './reaction.controller.js';
import { ReactionMetrics } from './reaction-metrics.js';
import { ReactionService } from './reaction.service.js';

@Module({
  imports: [ChatModule, MessageModule, TypeOrmModule.forFeature([MessageReaction])],
  controllers: [ReactionController],
  providers: [ReactionMetrics, ReactionService],
  exports: [ReactionMetrics],
})
export class ReactionModule {}

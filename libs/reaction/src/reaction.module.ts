import { Module } from '@nestjs/common';
import { ChatModule } from '#libs/chat';
import { MessageModule } from '#libs/message';
import { ReactionController } from './reaction.controller.js';
import { ReactionService } from './reaction.service.js';

@Module({
  imports: [ChatModule, MessageModule],
  controllers: [ReactionController],
  providers: [ReactionService],
})
export class ReactionModule {}

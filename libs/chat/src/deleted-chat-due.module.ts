import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DeletedChatDue } from './rows/deleted-chat-due.entity.js';
import { DeletedChatDueRepository } from './rows/deleted-chat-due.repository.js';

/** Apart, for those who look after what is left of deleted chats and touch none. */
@Module({
  imports: [TypeOrmModule.forFeature([DeletedChatDue])],
  providers: [DeletedChatDueRepository],
  exports: [DeletedChatDueRepository],
})
export class DeletedChatDueModule {}

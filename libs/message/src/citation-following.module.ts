import { Module } from '@nestjs/common';
import { ChatModule, DeletedChatDueModule } from '#libs/chat';
import { DatabaseModule } from '#libs/database';
import { CitationDueRepository } from './work/citation-due.repository.js';
import { CitationFollower } from './work/citation-follower.js';

/** For processes that do the server's work. */
@Module({
  imports: [ChatModule, DatabaseModule, DeletedChatDueModule],
  providers: [CitationDueRepository, CitationFollower],
  exports: [CitationDueRepository, CitationFollower],
})
export class CitationFollowingModule {}

import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ChatChanges } from '#libs/chat';
import { Database, Repeated } from '#libs/database';
import { CitationDueRepository, type DueCitations } from './citation-due.repository.js';
import { FollowCitations } from './follow-citations.js';

/** In ms. */
const LOOK_EVERY_MS = 2_000;

const BEGINNING = { chatId: 0, messageId: 0 };

/**
 * Lets replies follow what became of the messages that they cite, as far as the change itself did not: those in other
 * chats, and those that are many. What is due is a row, so nothing is lost when a server dies; two servers that do the
 * same do it once.
 */
@Injectable()
export class CitationFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly following = new Repeated({
    of: CitationFollower.name,
    failed: 'citations do not follow yet; it is tried again',
    everyMs: LOOK_EVERY_MS,
    run: (signal) => this.followAll(signal),
  });

  constructor(
    private readonly database: Database,
    private readonly changes: ChatChanges,
    private readonly due: CitationDueRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.following.begin();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.following.end();
  }

  /** Follows everything that is due. */
  async followAll(signal: AbortSignal): Promise<void> {
    for (let after = BEGINNING; !signal.aborted;) {
      const due = await this.due.next(this.database, after);
      if (due === undefined) return;
      if (due.replies.length > 0) await this.follow(due);
      else {
        await this.due.done(this.database, due);
        after = { chatId: due.chat_id, messageId: due.message_id };
      }
    }
  }

  private async follow({ chat_id: chatId, message_id: messageId, is_deleted, replies }: DueCitations): Promise<void> {
    for (const replyChat of new Set(replies.map((reply) => reply.chat_id))) {
      const ids = replies.filter((reply) => reply.chat_id === replyChat).map((reply) => reply.message_id);
      const fate = is_deleted ? 'deleted' : 'edited';
      await this.changes.change(new FollowCitations(replyChat, ids, { chatId, messageId }, fate));
    }
  }
}

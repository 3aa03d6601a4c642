import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ChatChanges, DeletedChatDueRepository } from '#libs/chat';
import { Database, Repeated } from '#libs/database';
import { loggableError } from '#libs/http';
import { CitationDueRepository, type DueCitations } from './citation-due.repository.js';
import { FollowCitations } from './follow-citations.js';

/** In ms. */
const LOOK_EVERY_MS = 2_000;

const BEGINNING = { chatId: 0, messageId: 0 };

/**
 * Lets replies follow what became of the messages that they cite, as far as the change itself did not: those in other
 * chats, and those that are many; and of a chat that was deleted, its citations in others. What is due is a row, so
 * nothing is lost when a server dies; two servers that do the same do it once.
 */
@Injectable()
export class CitationFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CitationFollower.name);
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
    private readonly deletedChats: DeletedChatDueRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.following.begin();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.following.end();
  }

  /** Follows everything that is due. */
  async followAll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.takeDeletedChats()));
    for (let after = BEGINNING; !signal.aborted;) {
      const due = await this.due.next(this.database, after);
      if (due === undefined) return;
      if (due.replies.length === 0) await this.due.done(this.database, due);
      else if (await this.tryToFollow(due)) continue;
      after = { chatId: due.chat_id, messageId: due.message_id };
    }
  }

  /** @returns false when it failed: then it is passed over, so that it does not keep those behind it */
  private async tryToFollow(due: DueCitations): Promise<boolean> {
    try {
      await this.follow(due);
      return true;
    } catch (error) {
      const { chat_id, message_id } = due;
      this.logger.warn({ chat_id, message_id, error: loggableError(error) }, 'a citation does not follow; tried again');
      return false;
    }
  }

  /** @returns whether there were some */
  private takeDeletedChats(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const chatIds = await this.deletedChats.take(tx);
      if (chatIds.length > 0) await this.due.addOfChats(tx, chatIds);
      return chatIds.length > 0;
    });
  }

  private async follow({ chat_id: chatId, message_id: messageId, replies }: DueCitations): Promise<void> {
    const groups = new Map<string, typeof replies>();
    for (const reply of replies) {
      const key = `${reply.chat_id} ${reply.fate}`;
      groups.set(key, [...(groups.get(key) ?? []), reply]);
    }
    for (const group of groups.values()) {
      const [{ chat_id: replyChat, fate }] = group as [DueCitations['replies'][number]];
      const ids = group.map((reply) => reply.message_id);
      await this.changes.change(new FollowCitations(replyChat, ids, { chatId, messageId }, fate));
    }
  }
}

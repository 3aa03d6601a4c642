import { Injectable } from '@nestjs/common';
import type { UserActor } from '#libs/auth';
import { Database, readTogether } from '#libs/database';
import { type KeptAnswer, KeptAnswers } from '#libs/http';
import type { AskedList } from '../rows/chat-list.js';
import { ChatRepository } from '../rows/chat.repository.js';
import type { ListChatsDto } from './list-chats.dto.js';

/**
 * The first pages of lists that are asked for again and again, each as of the `last_seq` of its chats. Every change that a
 * list shows raises that number.
 */
@Injectable()
export class KeptLists {
  /** Lists with other parameters are not asked for again and again. */
  private readonly lists = new KeptAnswers<string>('limit', 'user_id');
  private readonly versions = readTogether((asked: readonly AskedList[]) =>
    this.chats.listVersions(this.database, asked),
  );

  constructor(
    private readonly database: Database,
    private readonly chats: ChatRepository,
  ) {}

  /** The list, if it is kept as it is now. */
  async find({ userId }: UserActor, limit: number, given: ListChatsDto): Promise<KeptAnswer<string> | undefined> {
    const list = this.lists.find(userId, given);
    if (list === undefined) return undefined;
    return (await this.versions.load({ userId, limit })) === list.version ? list : undefined;
  }

  /** The list as it goes out, kept when it is asked for again. */
  keep({ userId }: UserActor, given: ListChatsDto, list: KeptAnswer<string>): KeptAnswer<string> {
    return this.lists.keep(userId, given, list);
  }
}

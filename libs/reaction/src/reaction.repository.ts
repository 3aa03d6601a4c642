import { Injectable } from '@nestjs/common';
import type { Queryable, Tx } from '#libs/database';
import type { ChangedMessage } from '#libs/message';
import { MessageReaction } from './message-reaction.entity.js';
import { MAX_NAMED } from './reaction-limits.js';
import { additionStatement, type Reacting, removalStatement } from './reaction-statement.js';

export interface ReactionKey {
  readonly chatId: number;
  readonly messageId: number;
  readonly reaction: string;
}

/** The people of one reaction, as the message shows them. */
export interface ReactionSummary {
  readonly count: number;
  /** The first 100, oldest first. */
  readonly user_ids: readonly string[];
}

@Injectable()
export class ReactionRepository {
  /** Adds at once, in the plain cases; undefined, and nothing is added, in others. */
  async addAtOnce(db: Queryable, reacting: Reacting): Promise<ChangedMessage | undefined> {
    const [message] = await db.query<ChangedMessage>(additionStatement(reacting));
    return message;
  }

  /** Removes at once, in the plain cases; undefined, and nothing is removed, in others. */
  async removeAtOnce(db: Queryable, reacting: Reacting): Promise<ChangedMessage | undefined> {
    const [message] = await db.query<ChangedMessage>(removalStatement(reacting));
    return message;
  }

  async find(tx: Tx, key: ReactionKey & { readonly userId: string }): Promise<MessageReaction | null> {
    return tx.manager.findOneBy(MessageReaction, { ...key });
  }

  async insert(tx: Tx, row: MessageReaction): Promise<void> {
    await tx.manager.insert(MessageReaction, row);
  }

  async delete(tx: Tx, key: ReactionKey & { readonly userId: string }): Promise<void> {
    await tx.manager.delete(MessageReaction, { ...key });
  }

  async summarize(tx: Tx, { chatId, messageId, reaction }: ReactionKey): Promise<ReactionSummary> {
    const [summary] = await tx.query<ReactionSummary>({
      name: 'reaction.summarize',
      text: `SELECT count(*) AS count, coalesce((array_agg(user_id ORDER BY seq, user_id))[1:${MAX_NAMED}], '{}') AS user_ids
        FROM message_reaction WHERE chat_id = $1 AND message_id = $2 AND reaction = $3`,
      values: [chatId, messageId, reaction],
    });
    return summary ?? { count: 0, user_ids: [] };
  }
}

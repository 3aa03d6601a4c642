import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { Database } from '#libs/database';
import { MessageService, type MessageView, MessageWorkService, type NewMessage } from '#libs/message';
import { ReplyWatch } from './reply-watch.js';

/** A message, and the reply to it when it gets one, as they are now. */
export interface Asked {
  readonly question: MessageView;
  readonly reply: MessageView | undefined;
}

/** Sends a message and follows the reply to it. That nobody follows any more changes nothing. */
@Injectable()
export class Asking {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageService,
    private readonly work: MessageWorkService,
    private readonly watch: ReplyWatch,
  ) {}

  /** Takes effect once, like every send; a repetition follows the same reply. */
  async ask(actor: Actor, chatId: number, message: NewMessage): Promise<Asked> {
    const sent = await this.messages.send(actor, chatId, message);
    const replyId = await this.work.findReply(chatId, sent.id);
    return replyId === undefined ? { question: sent, reply: undefined } : this.look(actor, sent.id, replyId);
  }

  /**
   * How the reply is whenever it may have become more, until it is finished or the signal says so.
   * @throws MessageNotFound when the actor may not see it any more
   */
  async *follow(actor: Actor, { question, reply }: Asked, signal: AbortSignal): AsyncGenerator<Asked> {
    if (reply === undefined) return;
    for await (const _look of this.watch.looks(reply.chat_id, signal)) {
      const asked = await this.look(actor, question.id, reply.id);
      yield asked;
      if (asked.reply?.status !== 'SENDING') return;
    }
  }

  private look(actor: Actor, questionId: number, replyId: number): Promise<Asked> {
    return this.database.snapshot(async (db) => ({
      question: await this.messages.get(db, actor, questionId),
      reply: await this.messages.get(db, actor, replyId),
    }));
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import { Database } from '#libs/database';
import {
  MessageNotFound,
  MessageReadService,
  MessageSendService,
  type MessageView,
  MessageWorkService,
  type NewMessage,
} from '#libs/message';
import { ReplyWatch } from './reply-watch.js';

/** A message, and the reply to it when it gets one, as they are now. */
export interface Exchange {
  readonly question: MessageView;
  readonly reply: MessageView | undefined;
  /** Whether the server is still at it: at the reply, or at reading the message, which is a FILE. */
  readonly isOpen: boolean;
}

/** Sends a message and follows the reply to it. That nobody follows any more changes nothing. */
@Injectable()
export class QuestionService {
  constructor(
    private readonly database: Database,
    private readonly sending: MessageSendService,
    private readonly messages: MessageReadService,
    private readonly work: MessageWorkService,
    private readonly watch: ReplyWatch,
  ) {}

  /** Takes effect once, like every send; a repetition follows the same reply. */
  async ask(actor: Actor, chatId: number, message: NewMessage): Promise<Exchange> {
    const { message: sent, isNew, replyId: opened } = await this.sending.send(actor, chatId, message);
    const replyId = isNew ? opened : await this.work.findReply(chatId, sent.id);
    // Otherwise it is the sender who says when it is SENT.
    const isFileBeingRead = message.status === 'SENT' && sent.status === 'SENDING';
    const exchange = replyId !== undefined || isFileBeingRead ? await this.find(actor, sent.id, replyId) : undefined;
    return exchange ?? { question: sent, reply: undefined, isOpen: false };
  }

  /**
   * How it is whenever it may have become more, until it is finished or the signal says so.
   * @throws MessageNotFound when the actor may not see it any more
   */
  async *follow(actor: Actor, { question, reply, isOpen }: Exchange, signal: AbortSignal): AsyncGenerator<Exchange> {
    if (!isOpen) return;
    for await (const _ of this.watch.wakeUps(question.chat_id, signal)) {
      const exchange = await this.get(actor, question.id, reply?.id);
      yield exchange;
      if (!exchange.isOpen) return;
    }
  }

  /** Undefined when the asker may not see the reply any more: then only the sent message is answered. */
  private find(actor: Actor, questionId: number, replyId: number | undefined): Promise<Exchange | undefined> {
    return this.get(actor, questionId, replyId).catch((error: unknown) => {
      if (error instanceof MessageNotFound) return undefined;
      throw error;
    });
  }

  private get(actor: Actor, questionId: number, replyId: number | undefined): Promise<Exchange> {
    return this.database.snapshot(async (db) => {
      const question = await this.messages.get(db, actor, questionId);
      const reply = replyId === undefined ? undefined : await this.messages.get(db, actor, replyId);
      return { question, reply, isOpen: (reply ?? question).status === 'SENDING' };
    });
  }
}

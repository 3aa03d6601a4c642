import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import type { MessageStatus } from '#libs/chat';
import type { Tx } from '#libs/database';
import { ASSISTANT } from '#libs/http';
import { IllegalStatusChange, SenderOnly } from './message-errors.js';
import { isSent, transition } from './message-status.js';
import { MessageSteps } from './message-steps.js';
import type { LockedMessage } from './locked-message.js';
import { WorkOpening } from './work-opening.js';
import { transitionAtWork } from './work-rule.js';

/** What a new status set going. */
export interface Moved {
  /** Whether the assistant has to write a reply because of it, be it once more. */
  readonly opensReply?: boolean;
  /** The message that the server has to work at now, or not any more. */
  readonly work?: number;
  /** Whether a reply was created by the same change. */
  readonly isAnswered?: boolean;
}

/** Moves messages along their status machine, the server's own among them. */
@Injectable()
export class MessageMoves {
  constructor(
    private readonly steps: MessageSteps,
    private readonly opening: WorkOpening,
  ) {}

  /**
   * What a request for a status means for the message, which the server may be working at.
   * @throws IllegalStatusChange 400
   */
  async stepTo(tx: Tx, locked: LockedMessage, status: MessageStatus): Promise<'change' | 'nothing' | 'stop'> {
    const { message } = locked;
    const isAtWork = message.status === 'SENDING' && (await this.opening.isOpen(tx, locked));
    const step = isAtWork ? transitionAtWork(status) : transition(message.status, status);
    if (step === 'illegal') throw new IllegalStatusChange(message.status, status);
    return isAtWork && step === 'change' ? 'stop' : step;
  }

  /** What the sender says of its own message: SENT, FAILED, or SENDING once more. */
  async move(tx: Tx, actor: Actor, locked: LockedMessage, status: MessageStatus): Promise<Moved> {
    const { chat, message } = locked;
    const step = await this.stepTo(tx, locked, status);
    if (step === 'nothing') return {};
    if (chat.chat_type === 'GROUP' && !actor.isService) await this.authorize(tx, actor, locked);
    if (step === 'stop') {
      await this.opening.stop(tx, locked);
      return { work: message.id };
    }
    const isServers = message.sender_id === ASSISTANT || (chat.rag_enabled && message.message_type === 'FILE');
    if (status !== 'SENDING' || !isServers) return this.advance(tx, locked, status);
    await this.opening.again(tx, locked);
    return { work: message.id, opensReply: message.sender_id === ASSISTANT };
  }

  /** Once it is SENT, the server may have to answer it, or to read it first. */
  async advance(tx: Tx, locked: LockedMessage, status: MessageStatus): Promise<Moved> {
    const { chat, message, seq } = locked;
    const isNew = !isSent(message.status) && isSent(status);
    const posted = {
      messageType: message.message_type,
      isUser: message.is_user,
      content: message.content,
      metadata: message.message_metadata,
      parentMessageId: message.parent_message_id,
    };
    const kind = isNew ? await this.opening.kindOf(tx, chat, posted) : undefined;
    if (kind === 'file') {
      await this.opening.openFile(tx, message, chat.last_seq);
      return { work: message.id };
    }
    await this.steps.change(tx, locked, status);
    const reply = kind === 'reply' ? await this.opening.openReply(tx, message, await seq()) : undefined;
    return reply === undefined ? {} : { work: reply.id, isAnswered: true, opensReply: true };
  }

  private async authorize(tx: Tx, actor: Actor, locked: LockedMessage): Promise<void> {
    if (actor.userId === (await this.opening.askerOf(tx, locked))) return;
    const isOwnersAssistant = locked.message.sender_id === ASSISTANT && actor.userId === locked.chat.owner_id;
    if (!isOwnersAssistant) throw new SenderOnly();
  }
}

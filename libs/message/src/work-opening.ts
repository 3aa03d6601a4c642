import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/auth';
import type { LockedChat } from '#libs/chat';
import type { Tx } from '#libs/database';
import { ASSISTANT } from '#libs/http';
import { attemptOf } from './attempt.js';
import { ChatArchived, TooManyFiles } from './message-errors.js';
import { failure } from './message-failures.js';
import { MessageWorkRepository } from './message-work.repository.js';
import { MessageRepository } from './message.repository.js';
import type { LockedMessage } from './locked-message.js';
import type { MessageView } from './message-view.js';
import { type WorkKind, workOf } from './work-rule.js';

const SERVER: Actor = { userId: undefined, senderId: ASSISTANT, isService: true };

/** Files of one person that wait or are being read; sends at the same moment may add a few. */
const MAX_FILES = 1_000;

type Posted = Pick<Parameters<typeof workOf>[1], 'messageType' | 'isUser' | 'content' | 'metadata'> & {
  readonly parentMessageId: number | null | undefined;
};

/** Gives the server its work, takes it back, and gives it again: in the transaction of whoever asks for it. */
@Injectable()
export class WorkOpening {
  constructor(
    private readonly rows: MessageRepository,
    private readonly work: MessageWorkRepository,
  ) {}

  /** What a message would give the server to do. */
  async kindOf(tx: Tx, chat: LockedChat, { parentMessageId, ...message }: Posted): Promise<WorkKind | undefined> {
    const mayBeToAssistant = chat.rag_enabled && chat.chat_type === 'GROUP' && parentMessageId != null;
    const parent = mayBeToAssistant ? await this.rows.get(tx, chat.id, parentMessageId) : undefined;
    return workOf(chat, { ...message, isToAssistant: parent?.sender_id === ASSISTANT });
  }

  /** The empty row of the reply to a question, part of the change that made the question SENT. */
  async openReply(tx: Tx, question: MessageView, changeSeq: number): Promise<MessageView | undefined> {
    const { chat_id: chatId, id, sender_id: asker } = question;
    const message = {
      content: '',
      isUser: false,
      messageType: 'TEXT',
      metadata: undefined,
      parentMessageId: id,
      clientMessageId: undefined,
      status: 'SENDING',
    } as const;
    const judged = { status: 'SENDING', raises: false } as const;
    const sending = { chatId, actor: SERVER, message, mayNotify: true, judged };
    const outcome = await this.rows.send(tx, [sending], { isPatient: true });
    const reply = outcome === 'key_taken' ? undefined : outcome[0];
    if (reply === undefined) return undefined;
    await this.work.add(tx, { chatId, messageId: reply.id, kind: 'reply', asker, changeSeq, attempt: 1 });
    return reply;
  }

  /** @throws TooManyFiles 400 */
  async openFile(tx: Tx, { chat_id: chatId, id, sender_id: asker }: MessageView, changeSeq: number): Promise<void> {
    if ((await this.work.countFiles(tx, asker, MAX_FILES)) >= MAX_FILES) throw new TooManyFiles(MAX_FILES);
    await this.work.add(tx, { chatId, messageId: id, kind: 'file', asker, changeSeq, attempt: 1 });
  }

  isOpen(tx: Tx, { chat, message }: LockedMessage): Promise<boolean> {
    return this.work.isOpen(tx, chat.id, message.id);
  }

  /** What was written so far is kept. */
  async stop(tx: Tx, { chat, message, seq }: LockedMessage): Promise<void> {
    await this.work.remove(tx, chat.id, message.id);
    const error = failure('cancelled', 'It was stopped.');
    const metadata = { ...message.message_metadata, error };
    const at = { chatId: chat.id, messageId: message.id };
    await this.work.setOutcome(tx, at, { status: 'FAILED', content: null, metadata }, await seq());
    if (message.sender_id === ASSISTANT) await this.work.setText(tx, chat.id, message.id, message.content);
  }

  /** @throws ChatArchived 400 where nothing is sent any more; TooManyFiles 400 */
  async again(tx: Tx, { chat, message, seq }: LockedMessage): Promise<void> {
    if (chat.status === 'ARCHIVED') throw new ChatArchived();
    const at = { chatId: chat.id, messageId: message.id };
    const changeSeq = await seq();
    const { error: _failed, ...metadata } = message.message_metadata ?? {};
    if (message.sender_id !== ASSISTANT) {
      await this.work.setOutcome(tx, at, { status: 'SENDING', content: null, metadata: orNull(metadata) }, changeSeq);
      return this.openFile(tx, message, changeSeq);
    }
    const attempt = attemptOf(metadata) + 1;
    const question = await this.rows.get(tx, chat.id, message.parent_message_id ?? 0);
    await this.work.setOutcome(
      tx,
      at,
      { status: 'SENDING', content: '', metadata: { rag: { attempt, citations: [] } } },
      changeSeq,
    );
    await this.work.add(tx, { ...at, kind: 'reply', asker: question.sender_id, changeSeq, attempt });
  }

  /** Who may stop a reply, or have it written again: who asked, like the sender of any other message. */
  async askerOf(tx: Tx, { chat, message }: LockedMessage): Promise<string> {
    if (message.sender_id !== ASSISTANT || message.parent_message_id === null) return message.sender_id;
    return (await this.rows.get(tx, chat.id, message.parent_message_id)).sender_id;
  }
}

function orNull(metadata: Record<string, unknown>): Record<string, unknown> | null {
  return Object.keys(metadata).length > 0 ? metadata : null;
}

import { awaitedReply, type FindReply, replyAfter, replyTo } from './awaited-reply.js';
import type { ChatApi } from './chat-api.js';
import type { ChatReplica } from './chat-replica.js';
import { within } from './waiting.js';
import type { Message } from './wire.js';

/** The server gives a model as long by default, in ms. */
const REPLY_TIMEOUT = 120_000;

export interface AssistantRepliesOptions {
  readonly api: Pick<ChatApi, 'updateMessageStatus'>;
  readonly userId: string;
  readonly stopped: AbortSignal;
  /** Undefined when the chat is not open. */
  readonly replica: (chatId: number) => ChatReplica | undefined;
  /** Calls back whenever this chat is another; returns what ends it. */
  readonly onChanged: (chatId: number, look: () => void) => () => void;
}

/** What a user does about the assistant's replies: waits for one, stops it, has it written again. */
export class AssistantReplies {
  constructor(private readonly options: AssistantRepliesOptions) {}

  /** Sends a question, and waits for the reply to it. */
  ask(send: () => Promise<Message>, timeoutMs = REPLY_TIMEOUT): Promise<Message | undefined> {
    return within(timeoutMs, this.options.stopped, async (signal) => {
      const question = await send();
      return this.awaited(question.chat_id, replyTo(question), signal);
    });
  }

  stop(messageId: number): Promise<Message> {
    return this.become('FAILED', messageId);
  }

  /** Has a reply written again, and waits for it. */
  retry(messageId: number, timeoutMs = REPLY_TIMEOUT): Promise<Message | undefined> {
    return within(timeoutMs, this.options.stopped, async (signal) => {
      const begun = await this.become('SENDING', messageId);
      return this.awaited(begun.chat_id, replyAfter(begun), signal);
    });
  }

  private become(status: 'FAILED' | 'SENDING', messageId: number): Promise<Message> {
    const { api, userId } = this.options;
    return api.updateMessageStatus({ path: { message_id: messageId }, body: { status, user_id: userId } });
  }

  private awaited(chatId: number, find: FindReply, signal: AbortSignal): Promise<Message | undefined> {
    const { replica, onChanged } = this.options;
    return awaitedReply(
      find,
      () => replica(chatId),
      (look) => onChanged(chatId, look),
      signal,
    );
  }
}

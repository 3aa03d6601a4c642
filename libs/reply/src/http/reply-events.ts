import { Logger } from '@nestjs/common';
import { type EventStream, loggableError } from '#libs/http';
import { attemptOf, type MessageView, toMessageDto } from '#libs/message';
import type { Exchange } from './question.service.js';
import type { DoneDto } from './done.dto.js';

const COMMENT_EVERY_MS = 15_000;

/**
 * A question and its reply as server-sent events: `changed` with both, `delta` for each piece of text, `changed` with
 * the finished reply, `done`. A FILE comes as it was sent and as it was read. The pieces of an attempt add up to the content. A stream that ends without `done` says
 * nothing of the reply, which goes on.
 */
export class ReplyEvents {
  private readonly logger = new Logger(ReplyEvents.name);
  private attempt = 1;
  /** Code points told of this attempt. */
  private told = 0;

  constructor(
    private readonly stream: EventStream,
    private readonly requestId: string,
  ) {}

  async tell(begun: Exchange, updates: AsyncGenerator<Exchange>): Promise<void> {
    const comments = setInterval(() => this.stream.comment(), COMMENT_EVERY_MS);
    const { question, reply } = begun;
    try {
      const empty = reply === undefined ? [] : [atBeginning(reply)];
      this.stream.tell('changed', changed([question, ...empty]));
      this.attempt = reply === undefined ? 1 : attemptOf(reply.message_metadata);
      let last = begun;
      this.progress(reply);
      for await (const now of updates) this.progress((last = now).reply);
      if (!last.isOpen) this.finish(last, question.change_seq);
    } catch (error) {
      this.logger.warn({ error: loggableError(error), request_id: this.requestId }, 'a reply is not told any further');
    } finally {
      clearInterval(comments);
      this.stream.end();
    }
  }

  private progress(reply: MessageView | undefined): void {
    if (reply === undefined) return;
    if (attemptOf(reply.message_metadata) !== this.attempt) {
      this.attempt = attemptOf(reply.message_metadata);
      this.told = 0;
      this.stream.tell('changed', changed([atBeginning(reply)]));
    }
    const text = Array.from(reply.content).slice(this.told);
    if (text.length === 0) return;
    const { chat_id, id: message_id } = reply;
    this.stream.tell('delta', { chat_id, message_id, attempt: this.attempt, offset: this.told, text: text.join('') });
    this.told += text.length;
  }

  private finish({ question, reply }: Exchange, told: number): void {
    if (reply !== undefined) this.stream.tell('changed', changed([reply]));
    else if (question.change_seq > told) this.stream.tell('changed', changed([question]));
    const { chat_id, id: message_id } = question;
    const done: DoneDto = { chat_id, message_id, ...(reply !== undefined && { reply_id: reply.id }) };
    this.stream.tell('done', done);
  }
}

/** The reply as it was when its attempt began. */
function atBeginning(reply: MessageView): MessageView {
  return reply.status === 'SENDING' ? { ...reply, content: '' } : reply;
}

function changed(messages: readonly MessageView[]) {
  const seq = Math.max(...messages.map(({ change_seq }) => change_seq));
  const { chat_id = 0 } = messages[0] ?? {};
  return { chat_id, seq, messages: messages.map(toMessageDto) };
}

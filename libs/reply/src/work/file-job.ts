import { Injectable, Logger } from '@nestjs/common';
import { DatabaseUnavailable, type Tx } from '#libs/database';
import { loggableError } from '#libs/http';
import { StoredBytes } from '#libs/limits';
import { CANCELLED, type ClaimedWork, MessageWorkService } from '#libs/message';
import { IndexTooLarge, KnowledgeService, Retrieval } from '#libs/knowledge';
import { Extractor, isEncoded, NotReadNow, Unreadable } from '#libs/extraction';
import type { FileFailures } from './file-failures.js';
import type { Lease } from './lease.js';
import { retryWhileUnavailable } from './retry-while-unavailable.js';

/** A file during which this many workers died is not read again. */
const MAX_CLAIMS = 3;

/** Reads one FILE message: what it says is found from the moment it is SENT, not sooner and not later. */
@Injectable()
export class FileJob {
  private readonly logger = new Logger(FileJob.name);

  constructor(
    private readonly service: MessageWorkService,
    private readonly extractor: Extractor,
    private readonly knowledge: KnowledgeService,
    private readonly retrieval: Retrieval,
    private readonly stored: StoredBytes,
  ) {}

  /** What cannot be read just now is taken again when the lease is over. */
  async run(work: ClaimedWork, lease: Lease): Promise<void> {
    if (work.isCancelled) return void (await this.service.finish(work, CANCELLED));
    try {
      if (work.claims > MAX_CLAIMS) throw new Unreadable('broken_file', 'Reading it has failed several times.');
      await this.read(work, lease.signal);
    } catch (error) {
      if (lease.end === 'shutdown') await this.service.release(work);
      else if (error instanceof DatabaseUnavailable || error instanceof NotReadNow) await this.later(work, error);
      else if (lease.end !== 'lost') await this.failOrRetry(work, error);
    }
  }

  /** What is not the file's doing passes, or has been seen so often that it will not. */
  private async failOrRetry(work: ClaimedWork, error: unknown): Promise<void> {
    const isFiles = error instanceof Unreadable || error instanceof IndexTooLarge;
    if (isFiles || work.claims >= MAX_CLAIMS) return this.fail(work, error);
    const about = { chat_id: work.chatId, message_id: work.messageId, claims: work.claims };
    this.logger.warn({ ...about, error: loggableError(error) }, 'a file is tried again');
  }

  private async read(work: ClaimedWork, signal: AbortSignal): Promise<void> {
    const { content, message_metadata: metadata } = await this.service.get(work);
    const { source, text } = await this.extractor.extract({ content, metadata }, signal);
    signal.throwIfAborted();
    const bytes = isEncoded(metadata) ? (content.length / 4) * 3 : Buffer.byteLength(content);
    const index = (tx: Tx) =>
      this.knowledge.index(tx, work.chatId, [{ messageId: work.messageId, source, text, bytes }]);
    const isSent = await retryWhileUnavailable(signal, () =>
      this.service.finish(work, { status: 'SENT', metadata }, index),
    );
    if (!isSent) return;
    // What was sent as text is stored, and counted, as the message.
    if (source === 'extracted') this.stored.add(work.asker, Buffer.byteLength(text));
    this.retrieval.fileIndexed(work.chatId, work.asker);
  }

  private async later(work: ClaimedWork, error: DatabaseUnavailable | NotReadNow): Promise<void> {
    const about = { chat_id: work.chatId, message_id: work.messageId };
    this.logger.warn({ ...about, error: loggableError(error) }, 'a file is read later');
    await this.service.postpone(work);
  }

  private async fail(work: ClaimedWork, error: unknown): Promise<void> {
    const about = { chat_id: work.chatId, message_id: work.messageId };
    const { code, message: detail }: { readonly code: keyof typeof FileFailures; readonly message: string } =
      error instanceof Unreadable
        ? error
        : error instanceof IndexTooLarge
          ? { code: 'too_large', message: error.message }
          : { code: 'not_indexed', message: 'It could not be read just now; try again.' };
    this.logger.warn({ ...about, code, error: loggableError(error) }, 'a file was not read');
    await this.service.finish(work, { status: 'FAILED', error: { code, detail } });
  }
}

import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import pLimit from 'p-limit';
import { loggableError } from '#libs/http';
import { checkNotEmpty } from './bounded-text.js';
import { documentType } from './document-type.js';
import { NotReadNow } from './not-read-now.js';
import type { Document } from './read-document.js';
import { Readers } from './readers.js';
import type { Reading } from './reading.js';
import { Unreadable } from './unreadable.js';

/** ms for one file, waiting not counted. */
const TIME_LIMIT = 30_000;
/** Files read at the same time, each in a process with up to 512 MB, unless told otherwise. */
const MAX_READING = 2;
/** Files that wait, of up to 1 MiB each. */
const MAX_WAITING = 64;

export interface FileContent {
  readonly content: string;
  readonly metadata: Record<string, unknown> | null;
}

export interface ExtractedText {
  /** `content`: the text is the message's content itself. */
  readonly source: 'content' | 'extracted';
  readonly text: string;
}

/** Reads the text of FILE messages, away from this process: no file can block it, or take it along when it ends. */
export class Extractor implements OnApplicationShutdown {
  private readonly logger = new Logger(Extractor.name);
  private readonly readers: Readers;
  private readonly queue;
  private isClosed = false;

  /**
   * @param timeLimit ms for one file, waiting not counted
   * @param concurrency files read at the same time
   */
  constructor(timeLimit = TIME_LIMIT, concurrency = MAX_READING) {
    this.readers = new Readers(timeLimit);
    this.queue = pLimit(concurrency);
  }

  /**
   * Reads a FILE message's text; the same content and metadata give the same text.
   * @param signal stops the reading; a file that waits leaves when its turn comes
   * @throws Unreadable with a code and a sentence for people: the file will never be read
   * @throws NotReadNow `too_busy`, `reader_unavailable`: it may be read another time; the signal's reason
   */
  async extract({ content, metadata }: FileContent, signal?: AbortSignal): Promise<ExtractedText> {
    try {
      const type = documentType(metadata);
      if (type.kind !== 'text' || type.isBase64)
        return { source: 'extracted', text: textOf(await this.enqueue({ ...type, content }, signal)) };
      checkNotEmpty(content);
      return { source: 'content', text: content };
    } catch (error) {
      if (error instanceof Unreadable)
        this.logger.warn({ code: error.code, cause: error.cause, length: content.length }, 'a file cannot be read');
      throw error;
    }
  }

  onApplicationShutdown(): void {
    this.isClosed = true;
    this.readers.close();
  }

  private enqueue(document: Document, signal: AbortSignal | undefined): Promise<Reading> {
    if (this.queue.pendingCount >= MAX_WAITING)
      throw new NotReadNow('too_busy', 'Too many files are being read right now.');
    return this.queue(() => this.read(document, signal));
  }

  private async read(document: Document, signal: AbortSignal | undefined): Promise<Reading> {
    signal?.throwIfAborted();
    if (this.isClosed) throw leaving();
    try {
      const reading = await this.readers.read(document, signal);
      if (!this.isClosed) return reading;
    } catch (error) {
      signal?.throwIfAborted();
      if (this.isClosed) throw leaving();
      this.logger.error({ error: loggableError(error) }, 'the process that reads files cannot be started');
      throw new NotReadNow('reader_unavailable', 'Files cannot be read right now.');
    }
    throw leaving();
  }
}

function textOf(reading: Reading): string {
  if ('text' in reading) return reading.text;
  throw new Unreadable(reading.code, reading.sentence, { cause: reading.cause });
}

/** What the processes that were ended said about their files is not to be believed. */
function leaving(): NotReadNow {
  return new NotReadNow('reader_unavailable', 'This server is about to end.');
}

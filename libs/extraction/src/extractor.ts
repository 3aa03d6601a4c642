import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { loggableError } from '#libs/http';
import { checkNotEmpty } from './bounded-text.js';
import { documentType } from './document-type.js';
import { NotReadNow } from './not-read-now.js';
import type { Document } from './read-document.js';
import { Readers } from './readers.js';
import type { Reading } from './reading.js';
import { Unreadable } from './unreadable.js';

/** ms for one file. */
const TIME_LIMIT = 30_000;

export interface FileContent {
  readonly content: string;
  readonly metadata: Record<string, unknown> | null;
}

export interface ExtractedText {
  /** `content`: the text is the message's content itself. */
  readonly source: 'content' | 'extracted';
  readonly text: string;
}

/**
 * Reads the text of FILE messages. Each is read in a separate process with up to 512 MB: no file can block or end this
 * one. The caller bounds how many are read at once.
 */
export class Extractor implements OnApplicationShutdown {
  private readonly logger = new Logger(Extractor.name);
  private readonly readers: Readers;
  private isClosed = false;

  /** @param timeLimit ms for one file */
  constructor(timeLimit = TIME_LIMIT) {
    this.readers = new Readers(timeLimit);
  }

  /**
   * Reads a FILE message's text; the same content and metadata give the same text.
   * @param signal stops the reading
   * @throws Unreadable with a code and a sentence for people: the file will never be read
   * @throws NotReadNow when it may be read another time; the signal's reason
   */
  async extract({ content, metadata }: FileContent, signal?: AbortSignal): Promise<ExtractedText> {
    try {
      const type = documentType(metadata);
      if (type.kind !== 'text' || type.isBase64)
        return { source: 'extracted', text: textOf(await this.read({ ...type, content }, signal)) };
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
      throw new NotReadNow('Files cannot be read right now.');
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
  return new NotReadNow('This server is about to end.');
}

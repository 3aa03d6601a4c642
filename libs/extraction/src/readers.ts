import type { Document } from './read-document.js';
import { ReaderDied, ReaderProcess, ReaderTimedOut } from './reader-process.js';
import type { Reading } from './reading.js';

/** How long a process without work stays, in ms: starting one costs about as much CPU as reading a few files. */
const IDLE = 60_000;

/** Processes that read, started when they are needed, kept while there is work. */
export class Readers {
  /** Those without work, and when they go. */
  private readonly idle = new Map<ReaderProcess, NodeJS.Timeout>();
  private readonly all = new Set<ReaderProcess>();

  private isClosed = false;

  /** @param limit ms for a document */
  constructor(private readonly limit: number) {}

  /** @throws the signal's reason, or why no process can be started */
  async read(document: Document, signal?: AbortSignal): Promise<Reading> {
    const used = this.takeIdle();
    try {
      if (used !== undefined) return await this.readIn(used, document, signal);
    } catch (error) {
      // What a used process ends of may be the doing of an earlier file, or of its idling.
      if (error instanceof ReaderTimedOut || signal?.aborted || this.isClosed) return toReading(error);
    }
    return this.readIn(this.start(), document, signal).catch(toReading);
  }

  /** What is being read ends with ReaderDied. */
  close(): void {
    this.isClosed = true;
    for (const reader of this.all) reader.kill();
  }

  private async readIn(reader: ReaderProcess, document: Document, signal?: AbortSignal): Promise<Reading> {
    const reading = await reader.read(document, this.limit, signal);
    this.idle.set(reader, setTimeout(() => reader.kill(), IDLE).unref());
    return reading;
  }

  private start(): ReaderProcess {
    const reader = new ReaderProcess(() => this.forget(reader));
    this.all.add(reader);
    return reader;
  }

  private takeIdle(): ReaderProcess | undefined {
    const [reader] = this.idle.keys();
    if (reader === undefined) return undefined;
    clearTimeout(this.idle.get(reader));
    this.idle.delete(reader);
    return reader;
  }

  private forget(reader: ReaderProcess): void {
    clearTimeout(this.idle.get(reader));
    this.idle.delete(reader);
    this.all.delete(reader);
  }
}

function toReading(error: unknown): Reading {
  if (error instanceof ReaderTimedOut)
    return { code: 'too_slow', sentence: 'Reading the file took too long.', cause: error.name };
  if (!(error instanceof ReaderDied)) throw error;
  return error.isOutOfMemory
    ? { code: 'too_large', sentence: 'Reading the file took too much memory.', cause: error.name }
    : { code: 'broken_file', sentence: 'The file is damaged: reading it failed.', cause: error.name };
}

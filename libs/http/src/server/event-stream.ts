import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { beginStream } from './answer-stream.js';

/** Bytes that may wait for a client to read them. */
export const MAX_BUFFERED = 1024 * 1024;
const DRAINS_WITHIN_MS = 30_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would hold events back.
  'x-accel-buffering': 'no',
} as const;

/** Server-sent events (WHATWG HTML, section 9.2). A client that does not read is cut off at {@link MAX_BUFFERED}. */
export class EventStream {
  private readonly answer: ServerResponse;
  private hasCut = false;

  /** Sends the head of the answer. */
  constructor(reply: FastifyReply) {
    this.answer = beginStream(reply, HEADERS);
    // A client that goes away is no error.
    this.answer.on('error', () => undefined);
  }

  /** Sends an event. Never waits. */
  tell(event: string, data: object): void {
    this.send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Sends whole events that are encoded already. Never waits. */
  send(events: Buffer | string): void {
    if (this.answer.writableEnded || this.answer.destroyed) return;
    if (this.answer.writableLength > MAX_BUFFERED) this.cut();
    else this.answer.write(events);
  }

  /** Keeps the connection open. */
  comment(): void {
    this.send(': \n\n');
  }

  /** Resolves when the client has read nearly everything; rejects after 30 s. */
  async drained(): Promise<void> {
    if (!this.answer.writableNeedDrain) return;
    await once(this.answer, 'drain', { signal: AbortSignal.timeout(DRAINS_WITHIN_MS) });
  }

  end(): void {
    this.answer.end();
  }

  /** Whether the client was cut off because it did not read. */
  get isCut(): boolean {
    return this.hasCut;
  }

  /** For a client that does not read: it would not read the end either. */
  cut(): void {
    this.hasCut = true;
    this.answer.destroy();
  }
}

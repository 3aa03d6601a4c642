import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type Connection, type EndReason, MAX_BUFFERED } from './connection.js';
import type { Frame } from './frame.js';

const DRAINS_WITHIN_MS = 30_000;
const COMMENT = Buffer.from(': \n\n');

/** Server-sent events (WHATWG HTML, section 9.2). */
export class EventStream implements Connection {
  constructor(private readonly answer: ServerResponse) {
    // A client that goes away is no error.
    answer.on('error', () => undefined);
  }

  send(frame: Frame, isNumbered = false): void {
    if (this.answer.writableEnded || this.answer.destroyed) return;
    if (this.answer.writableLength > MAX_BUFFERED) this.end('slow');
    else this.answer.write(isNumbered ? frame.numbered : frame.eventStream);
  }

  async drained(): Promise<void> {
    if (!this.answer.writableNeedDrain) return;
    await once(this.answer, 'drain', { signal: AbortSignal.timeout(DRAINS_WITHIN_MS) });
  }

  beat(): void {
    if (this.answer.writableLength > MAX_BUFFERED) this.end('slow');
    else if (!this.answer.writableEnded) this.answer.write(COMMENT);
  }

  /** A client that does not read would not read the end either. */
  end(reason: EndReason): void {
    if (reason === 'slow') this.answer.destroy();
    else this.answer.end();
  }
}

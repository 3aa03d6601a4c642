import type { EventStream } from '#libs/http';
import { FeedCloseCodes, NO_CODE } from './close-codes.js';
import type { Connection, EndReason } from './connection.js';
import type { Frame } from './frame.js';

export class EventStreamConnection implements Connection {
  readonly kind = 'event_stream';
  private reason: EndReason | undefined;

  constructor(private readonly stream: EventStream) {}

  get code(): number {
    const reason = this.stream.isCut ? 'slow' : this.reason;
    return reason === undefined ? NO_CODE : FeedCloseCodes[reason].code;
  }

  send(frame: Frame, isNumbered = false): void {
    this.stream.send(isNumbered ? frame.numbered : frame.eventStream);
  }

  drained(): Promise<void> {
    return this.stream.drained();
  }

  beat(): void {
    this.stream.comment();
  }

  end(reason: EndReason): void {
    this.reason ??= reason;
    if (reason === 'slow') this.stream.cut();
    else this.stream.end();
  }
}

import type { EventStream } from '#libs/http';
import type { Connection, EndReason } from './connection.js';
import type { Frame } from './frame.js';

export class EventStreamConnection implements Connection {
  constructor(private readonly stream: EventStream) {}

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
    if (reason === 'slow') this.stream.cut();
    else this.stream.end();
  }
}

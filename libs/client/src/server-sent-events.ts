export interface ServerSentEvent {
  readonly type: string;
  readonly data: string;
}

/** In characters; the largest frame, a hello of 5,000 chats, has a quarter of it. */
const MAX_EVENT_LENGTH = 1024 * 1024;

const LINE_END = /\r\n|\n|\r/;

/**
 * Events out of the bytes of a `text/event-stream`, however they are cut.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream, without `id` and `retry`:
 * our numbers are in the data, and so is what to do when the stream ends.
 */
export class EventStreamParser {
  private readonly decoder = new TextDecoder();
  private line = '';
  /** A CR ends a line at once; an LF that comes after it belongs to it. */
  private isAfterCr = false;
  private type = '';
  private data: string[] = [];
  private length = 0;

  constructor(private readonly maxLength = MAX_EVENT_LENGTH) {}

  /**
   * @returns the events that these bytes complete
   * @throws RangeError when a line or an event is too long; nothing more can be made of the stream then
   */
  push(bytes: Uint8Array): ServerSentEvent[] {
    const decoded = this.decoder.decode(bytes, { stream: true });
    if (decoded === '') return [];
    const text = this.isAfterCr && decoded.startsWith('\n') ? decoded.slice(1) : decoded;
    this.isAfterCr = text.endsWith('\r');
    const lines = (this.line + text).split(LINE_END);
    this.line = lines.pop() ?? '';
    const events = lines.flatMap((line) => this.take(line));
    if (this.line.length + this.length > this.maxLength) throw new RangeError('an event of the stream is too long');
    return events;
  }

  private take(line: string): ServerSentEvent[] {
    if (line === '') return this.dispatch();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.type = value;
    if (field === 'data') {
      this.data.push(value);
      this.length += value.length + 1;
    }
    return [];
  }

  private dispatch(): ServerSentEvent[] {
    const event = { type: this.type === '' ? 'message' : this.type, data: this.data.join('\n') };
    const isEmpty = this.data.length === 0;
    this.type = '';
    this.data = [];
    this.length = 0;
    return isEmpty ? [] : [event];
  }
}

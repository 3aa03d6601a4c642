import * as ws from 'ws';
import type { ChangedDto, DeltaDto, HeadsDto, HelloDto, PresenceDto, TypingDto } from './frame.dto.js';

export interface Events {
  readonly hello: HelloDto;
  readonly changed: ChangedDto;
  readonly delta: DeltaDto;
  readonly heads: HeadsDto;
  readonly typing: TypingDto;
  readonly presence: PresenceDto;
}

/** One event for any number of connections: it is encoded once for each kind of connection. */
export class Frame {
  private socketBytes: Buffer | undefined;
  private streamBytes: Buffer | undefined;
  private numberedBytes: Buffer | undefined;

  /** `json` is an object; `number` is the event id by which an event stream of one chat resumes. */
  constructor(
    readonly event: keyof Events,
    private readonly json: string,
    private readonly number?: number,
  ) {}

  /** Length of the JSON, in UTF-16 code units. */
  get length(): number {
    return this.json.length;
  }

  static of<Event extends keyof Events>(event: Event, data: Events[Event], number?: number): Frame {
    return new Frame(event, JSON.stringify(data), number);
  }

  /** A whole WebSocket text frame (RFC 6455, section 5.2), ready for the socket. */
  get webSocket(): Buffer {
    return (this.socketBytes ??= socketFrame(`{"type":"${this.event}",${this.json.slice(1)}`));
  }

  /** One event of an event stream. JSON holds no line breaks. */
  get eventStream(): Buffer {
    return (this.streamBytes ??= Buffer.from(`event: ${this.event}\ndata: ${this.json}\n\n`));
  }

  /** The same with its event id. */
  get numbered(): Buffer {
    return (this.numberedBytes ??= Buffer.concat([Buffer.from(`id: ${this.number}\n`), this.eventStream]));
  }
}

/** Exported by ws, but not in its types. */
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };

function socketFrame(text: string): Buffer {
  const options = { fin: true, opcode: 1, mask: false, readOnly: false, rsv1: false };
  return Buffer.concat(Sender.frame(Buffer.from(text), options));
}

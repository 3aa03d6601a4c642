import type { ChangedDto, ChatHeadDto } from '#libs/realtime';
import { until } from './until.js';

export interface LiveEvent {
  readonly event: string;
  readonly data: Partial<ChangedDto> & {
    readonly epoch?: string;
    readonly chats?: readonly ChatHeadDto[];
    readonly user_id?: string;
    readonly status?: string;
    readonly heartbeat_ms?: number;
    readonly at?: string;
  };
  readonly id?: string;
}

/** What came over a live connection, in order. */
export class LiveLog {
  readonly events: LiveEvent[] = [];
  isClosed = false;

  /** The `changed` events of a chat, or of all. */
  changes(chatId?: number): ChangedDto[] {
    return this.of('changed')
      .map(({ data }) => data as ChangedDto)
      .filter((change) => chatId === undefined || change.chat_id === chatId);
  }

  of(event: string): LiveEvent[] {
    return this.events.filter((each) => each.event === event);
  }

  /** Waits until a change of the chat with this number, or one beyond it, has come. */
  async reached(chatId: number, seq: number): Promise<void> {
    await until(() => this.changes(chatId).some((change) => change.seq >= seq));
  }

  /** Waits for an event of this name that fits. */
  async next(event: string, fits: (found: LiveEvent) => boolean = () => true): Promise<LiveEvent> {
    await until(() => this.of(event).some(fits));
    return this.of(event).find(fits)!;
  }

  async ended(): Promise<void> {
    await until(() => this.isClosed);
  }

  protected add(event: LiveEvent): void {
    this.events.push(event);
  }

  protected closed(): void {
    this.isClosed = true;
  }
}

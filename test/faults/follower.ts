import { setTimeout as delay } from 'node:timers/promises';
import { EventSourceReader, type EventSourceRequest } from '../support/event-source.js';
import type { LiveContract } from '../support/live-contract.js';
import { until } from '../support/until.js';

const PAUSE_MS = 20;

interface Followed {
  readonly url: string;
  readonly token: string;
  readonly chatId: number;
}

/** Follows one chat as events, and goes on where it was by `Last-Event-ID` whenever the connection ends. */
export class Follower {
  /** Numbers of the changes, as they were told. */
  readonly numbers: number[] = [];
  connections = 0;
  private lastId = '0';
  private isOver = false;
  private reader: EventSourceReader | undefined;
  private readonly running: Promise<void>;

  constructor(
    private readonly followed: Followed,
    private readonly contract: LiveContract,
  ) {
    this.running = this.follow();
  }

  /** Cuts the connection, if there is one. @returns whether there was */
  cut(): boolean {
    const { reader } = this;
    reader?.close();
    return reader !== undefined;
  }

  giveUp(): void {
    this.isOver = true;
    this.cut();
  }

  /** Waits until the change with this number is told, and ends. @returns what is wrong with what was told */
  async end(lastSeq: number): Promise<string[]> {
    await until(() => Number(this.told().at(-1) ?? 0) >= lastSeq);
    this.giveUp();
    await this.running;
    const wrong = this.numbers.findIndex((number, nth) => number !== nth + 1);
    if (wrong === -1 && this.numbers.length >= lastSeq) return [];
    return [`chat ${this.followed.chatId} was told ${this.numbers[wrong]} at place ${wrong + 1} of ${lastSeq}`];
  }

  private told(): number[] {
    return [...this.numbers, ...(this.reader === undefined ? [] : numbersIn(this.reader))];
  }

  private async follow(): Promise<void> {
    const { url, token, chatId } = this.followed;
    while (!this.isOver) {
      const asked: EventSourceRequest = {
        url,
        token,
        path: `/chats/${chatId}/messages`,
        headers: { 'last-event-id': this.lastId },
      };
      const reader = await EventSourceReader.open(asked, this.contract).catch(() => undefined);
      if (reader?.status === 200) {
        this.connections++;
        this.reader = reader;
        await until(() => reader.isClosed || this.isOver);
        this.numbers.push(...numbersIn(reader));
        this.lastId = reader.events.findLast(({ id }) => id !== undefined)?.id ?? this.lastId;
        this.reader = undefined;
      }
      reader?.close();
      await delay(PAUSE_MS);
    }
  }
}

/** One frame may hold several changes. */
function numbersIn(reader: EventSourceReader): number[] {
  return reader.changes().flatMap(({ messages = [] }) => messages.map(({ change_seq }) => change_seq));
}

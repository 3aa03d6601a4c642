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
  private numbers: readonly number[] = [];
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
    await until(() => (this.told().at(-1) ?? 0) >= lastSeq);
    this.giveUp();
    await this.running;
    const wrong = this.numbers.findIndex((number, nth) => number !== nth + 1);
    if (wrong === -1 && this.numbers.length >= lastSeq) return [];
    return [`chat ${this.followed.chatId} was told ${this.numbers[wrong]} at place ${wrong + 1} of ${lastSeq}`];
  }

  private told(): readonly number[] {
    return this.reader === undefined ? this.numbers : newIn(this.reader, this.numbers);
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
        // Not `until`, which gives up: a connection may stand for long.
        while (!reader.isClosed && !this.isOver) await delay(10);
        this.numbers = newIn(reader, this.numbers);
        this.lastId = reader.events.findLast(({ id }) => id !== undefined)?.id ?? this.lastId;
        this.reader = undefined;
      }
      reader?.close();
      await delay(PAUSE_MS);
    }
  }
}

/** One frame may hold several changes, and of them some that are known: a client takes what is beyond its number. */
function newIn(reader: EventSourceReader, known: readonly number[]): readonly number[] {
  const numbers = [...known];
  for (const { messages = [] } of reader.changes())
    for (const { change_seq: seq } of messages) if (seq > (numbers.at(-1) ?? 0)) numbers.push(seq);
  return numbers;
}

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { tokenOf } from '../support/live-client.js';
import { until } from '../support/until.js';

/** Far beyond what any answer may take: a request that takes longer hangs. */
const HANGS_MS = 15_000;
const PAUSE_MS = 20;

interface Sender {
  readonly token: string;
  readonly chatId: number;
  /** When the latest request that was acknowledged had begun. */
  acknowledgedAt: number;
}

/** People who send without a pause, each in a chat of their own, and repeat what was not acknowledged with its key. */
export class Senders {
  /** Keys of what a server said to have, with the id that it gave. */
  readonly acknowledged = new Map<string, number>();
  /** Answers by status; `cut` where there was none. */
  readonly answers = new Map<number | 'cut', number>();
  readonly mistakes: string[] = [];
  slowestMs = 0;
  private isOver = false;
  private isGivenUp = false;
  private running: Promise<unknown> = Promise.resolve();

  /** @param url of a server or of what stands before some; ready */
  static async start(url: string, count: number): Promise<Senders> {
    const people: Sender[] = [];
    for (let nth = 0; nth < count; nth++) {
      const token = tokenOf(`sender-${randomUUID().slice(0, 8)}`);
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${url}/api/v1/chats`, { method: 'POST', headers, body: '{}' });
      const { id: chatId } = (await answer.json()) as { id: number };
      people.push({ token, chatId, acknowledgedAt: 0 });
    }
    return new Senders(url, people);
  }

  private constructor(
    private readonly url: string,
    readonly people: readonly Sender[],
  ) {
    this.running = Promise.all(people.map((sender) => this.keepSending(sender)));
  }

  get chatIds(): readonly number[] {
    return this.people.map(({ chatId }) => chatId);
  }

  count(answer: number | 'cut'): number {
    return this.answers.get(answer) ?? 0;
  }

  /** Waits until so many more are acknowledged. */
  async acknowledge(more: number): Promise<void> {
    const enough = this.acknowledged.size + more;
    await until(() => this.acknowledged.size >= enough);
  }

  /** Waits until something that everybody has begun from now on is acknowledged. @returns the seconds */
  async allAcknowledged(): Promise<number> {
    const now = performance.now();
    await until(() => this.people.every(({ acknowledgedAt }) => acknowledgedAt >= now));
    return (performance.now() - now) / 1_000;
  }

  /** Resolves once the last of them is acknowledged. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** Leaves the last of them as they are. */
  giveUp(): void {
    this.isOver = this.isGivenUp = true;
  }

  private async keepSending(sender: Sender): Promise<void> {
    for (let nth = 1; !this.isOver; nth++) {
      const key = `${sender.chatId}-${nth}`;
      const id = await this.sendUntilTaken(sender, key);
      if (id === undefined) return;
      this.acknowledged.set(key, id);
      // Now and then somebody has not noticed.
      if (nth % 10 === 0 && (await this.sendUntilTaken(sender, key)) !== id) this.mistakes.push(`${key} has two ids`);
    }
  }

  private async sendUntilTaken(sender: Sender, key: string): Promise<number | undefined> {
    while (!this.isGivenUp) {
      const begunAt = performance.now();
      const id = await this.send(sender, key, begunAt);
      if (id !== undefined) {
        sender.acknowledgedAt = begunAt;
        return id;
      }
      await delay(PAUSE_MS);
    }
    return undefined;
  }

  private async send({ token, chatId }: Sender, key: string, begunAt: number): Promise<number | undefined> {
    try {
      const answer = await fetch(`${this.url}/api/v1/chats/${chatId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: key, client_message_id: key }),
        signal: AbortSignal.timeout(HANGS_MS),
      });
      const body = (await answer.json()) as { id: number; code?: string };
      this.slowestMs = Math.max(this.slowestMs, performance.now() - begunAt);
      this.note(answer.status);
      if (answer.status === 200) return body.id;
      if (answer.status !== 503) this.mistakes.push(`${key}: ${answer.status} ${body.code}`);
    } catch (error) {
      this.note('cut');
      if ((error as Error).name === 'TimeoutError') this.mistakes.push(`${key}: no answer in ${HANGS_MS} ms`);
    }
    return undefined;
  }

  private note(answer: number | 'cut'): void {
    this.answers.set(answer, this.count(answer) + 1);
  }
}

import type { DoneDto } from '#libs/reply';
import type { MessageDto } from '#libs/message';
import type { DeltaDto } from '#libs/realtime';
import type { ApiClient } from './api-client.js';
import type { LiveContract } from './live-contract.js';
import { type LiveEvent, LiveLog } from './live-log.js';

/** A message that was sent with `Accept: text/event-stream`. Every event is held against the AsyncAPI document. */
export class ReplyFeed extends LiveLog {
  /** Resolves once the head of the answer is there. */
  static async ask(
    { url, token }: ApiClient,
    chatId: number,
    body: object,
    contract: LiveContract,
  ): Promise<ReplyFeed> {
    const gone = new AbortController();
    const answer = await fetch(`${url}/api/v1/chats/${chatId}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      signal: gone.signal,
    });
    const feed = new ReplyFeed(answer, gone, contract);
    void feed.read().catch(() => undefined);
    return feed;
  }

  private constructor(
    readonly answer: Response,
    private readonly gone: AbortController,
    private readonly contract: LiveContract,
  ) {
    super();
  }

  /** What made it impossible to read on, such as an event that is not as documented. */
  failure: unknown;

  get deltas(): readonly DeltaDto[] {
    return deltasOf(this);
  }

  get done(): DoneDto | undefined {
    return this.of('done')[0]?.data as DoneDto | undefined;
  }

  /** As the first event shows it. */
  get begun(): MessageDto | undefined {
    return this.changes()[0]?.messages?.[1];
  }

  /** As the last event shows it. */
  get finished(): MessageDto | undefined {
    return this.changes().at(-1)?.messages?.[0];
  }

  close(): void {
    this.gone.abort();
  }

  private async read(): Promise<void> {
    let text = '';
    try {
      for await (const chunk of (this.answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
        const blocks = (text + chunk).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } catch (error) {
      this.failure = error;
    } finally {
      this.closed();
    }
  }

  private take(block: string): void {
    const [, event, json] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
    if (event === undefined || json === undefined) return;
    const data = JSON.parse(json) as LiveEvent['data'];
    this.contract.check(event, data);
    this.add({ event, data });
  }
}

/** The pieces of text that came over a connection, of one reply or of all. */
export function deltasOf(log: LiveLog, messageId?: number): readonly DeltaDto[] {
  return log
    .of('delta')
    .map(({ data }) => data as unknown as DeltaDto)
    .filter(({ message_id }) => messageId === undefined || message_id === messageId);
}

/**
 * The text that pieces of one attempt add up to; each may repeat what came before, and none may leave a gap.
 * @throws Error when it leaves a gap, or says something else than before
 */
export function textOf(deltas: readonly DeltaDto[], attempt = 1): string {
  const points: string[] = [];
  for (const { offset, text } of deltas.filter((delta) => delta.attempt === attempt)) {
    const known = points.slice(offset).join('');
    const isBeyond = offset > points.length;
    if (isBeyond || !(text.startsWith(known) || known.startsWith(text)))
      throw new Error(`at ${offset} of ${points.length}: ${JSON.stringify(text)} after ${JSON.stringify(known)}`);
    points.splice(offset, Infinity, ...(text.length > known.length ? Array.from(text) : Array.from(known)));
  }
  return points.join('');
}

import type { DoneDto } from '#libs/reply';
import type { MessageDto } from '#libs/message';
import type { DeltaDto } from '#libs/realtime';
import type { ApiClient } from './api-client.js';
import { answerTo, EventSourceReader } from './event-source.js';
import type { LiveContract } from './live-contract.js';
import type { LiveLog } from './live-log.js';

/** A message that was sent with `Accept: text/event-stream`, and its reply. */
export class ReplyFeed extends EventSourceReader {
  /** Resolves once the head of the answer is there; look at `status` then. */
  static async ask(
    { url, token }: ApiClient,
    chatId: number,
    body: object,
    contract: LiveContract,
  ): Promise<ReplyFeed> {
    return new ReplyFeed(await answerTo({ url, path: `/chats/${chatId}/messages`, token, body }), contract);
  }

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

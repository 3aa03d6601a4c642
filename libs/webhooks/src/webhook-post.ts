import { Webhook } from 'standardwebhooks';
import { Deadline, unredirectedFetch } from '#libs/http';
import { brokenOff, statusFailure, type WebhookFailure } from './webhook-failure.js';

/** For the whole answer, in ms. */
const TIME_LIMIT_MS = 10_000;
/** How much of an answer is read, so that the connection can be used again; the content is ignored. */
const MAX_ANSWER_BYTES = 16_384;

export interface WebhookBody {
  readonly id: string;
  readonly body: string;
}

/** Signs a body with every secret (standardwebhooks.com) and posts it. */
export class WebhookPost {
  private readonly signers: readonly Webhook[];

  constructor(
    private readonly url: string,
    secrets: readonly string[],
  ) {
    this.signers = secrets.map((secret) => new Webhook(secret));
  }

  /**
   * @returns undefined when the receiver took it
   * @throws the reason of `signal` when it aborts; nothing else
   */
  async send({ id, body }: WebhookBody, signal: AbortSignal): Promise<WebhookFailure | undefined> {
    const now = new Date();
    const deadline = new Deadline(TIME_LIMIT_MS, signal);
    let failure: WebhookFailure | undefined;
    try {
      const answer = await unredirectedFetch(this.url, {
        method: 'POST',
        signal: deadline.signal,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'chat-system-webhooks',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': this.signers.map((signer) => signer.sign(id, now, body)).join(' '),
        },
        body,
      });
      failure = answer.ok ? undefined : statusFailure(answer);
      await readSome(answer);
      return failure;
    } catch (error) {
      signal.throwIfAborted();
      return failure ?? brokenOff(deadline.isOver ? 'no answer in time' : `no connection: ${codeOf(error)}`);
    } finally {
      deadline.close();
    }
  }
}

async function readSome({ body }: Response): Promise<void> {
  if (body === null) return;
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > MAX_ANSWER_BYTES) return;
  }
}

/** Its code alone: a message may hold the URL. */
function codeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : 'unknown';
}

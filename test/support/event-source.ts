import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { once } from 'node:events';
import type { LiveContract } from './live-contract.js';
import { type LiveEvent, LiveLog } from './live-log.js';

export interface EventSourceRequest {
  readonly url: string;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly token: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent with POST; without it the events are those of a GET. */
  readonly body?: object;
}

/** A reader of server-sent events. Every event is held against the AsyncAPI document. */
export class EventSourceReader extends LiveLog {
  /** Resolves once the head of the answer is there; look at `status` then. */
  static async open(asked: EventSourceRequest, contract: LiveContract): Promise<EventSourceReader> {
    return new EventSourceReader(await answerTo(asked), contract);
  }

  private text = '';
  /** Everything as it came, comments included. */
  raw = '';

  protected constructor(
    private readonly answer: IncomingMessage,
    private readonly contract: LiveContract,
  ) {
    super();
    answer.setEncoding('utf8').on('data', (chunk: string) => this.take(chunk));
    answer.on('error', () => undefined).on('close', () => this.closed());
  }

  get status(): number {
    return this.answer.statusCode ?? 0;
  }

  get headers(): IncomingMessage['headers'] {
    return this.answer.headers;
  }

  /** Stops reading, so that the server's buffers fill. */
  pause(): void {
    this.answer.pause();
  }

  resume(): void {
    this.answer.resume();
  }

  close(): void {
    this.answer.destroy();
  }

  private take(chunk: string): void {
    this.raw += chunk;
    const blocks = (this.text + chunk).split('\n\n');
    this.text = blocks.pop() ?? '';
    if (this.status === 200) for (const block of blocks) this.read(block);
  }

  private read(block: string): void {
    const lines = block
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
    const fields = Object.fromEntries(lines) as Record<string, string>;
    if (fields['data'] === undefined || fields['event'] === undefined) return;
    const data = JSON.parse(fields['data']) as LiveEvent['data'];
    this.contract.check(fields['event'], data);
    this.add({ event: fields['event'], data, ...(fields['id'] !== undefined && { id: fields['id'] }) });
  }
}

/** The head of an answer, whose body has yet to be read. */
export async function answerTo({ url, path, token, headers, body }: EventSourceRequest): Promise<IncomingMessage> {
  const asking = request(`${url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  // A connection that is reset later ends the answer.
  asking.on('error', () => undefined);
  asking.end(body && JSON.stringify(body));
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return answer;
}

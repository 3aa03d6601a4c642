import type { ChatApiOptions, Fetch } from './chat-api-options.js';
import { ClientError } from './client-error.js';
import { rateClassOf } from './rate-class.js';
import { retryAfterMs } from './retry-after.js';
import { TokenSource } from './token-source.js';
import { within } from './waiting.js';
import type { Problem } from './wire.js';

const DEFAULT_TIMEOUT = 15_000;

export interface HttpRequest {
  /** Leaves out values that are undefined. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: object | undefined;
  /** Ends this request alone. */
  readonly signal?: AbortSignal | undefined;
  /** In the place of the options' own. */
  readonly timeoutMs?: number | undefined;
}

export interface HttpOptions extends ChatApiOptions {
  /** Ends every request. */
  readonly stopped?: AbortSignal;
  /** The token that replaced a refused one is refused too; told once of each. */
  readonly onTokenRefused?: (error: ClientError) => void;
}

interface Exchange extends Pick<Response, 'status' | 'headers'> {
  readonly text: string;
}

/** Requests as the user of the token. */
export class Http {
  /** Of the server, without `/api/v1` and without a slash at its end. */
  readonly url: string;
  readonly fetch: Fetch;
  readonly tokens: TokenSource;
  /** For a whole answer, its body included; what `Prefer: wait=N` asks for comes on top. */
  readonly timeoutMs: number;
  private readonly stopped: AbortSignal;
  private readonly onTokenRefused: HttpOptions['onTokenRefused'];
  /** The last that was told of. */
  private refused: string | undefined;

  constructor({
    url,
    token,
    fetch,
    timeoutMs = DEFAULT_TIMEOUT,
    stopped = new AbortController().signal,
    onTokenRefused,
  }: HttpOptions) {
    this.url = url.replace(/\/$/, '');
    // Wrapped: a browser's fetch is not to be called as a method of anything else.
    this.fetch = (...request) => (fetch ?? globalThis.fetch)(...request);
    this.tokens = new TokenSource(token, timeoutMs, stopped);
    this.timeoutMs = timeoutMs;
    this.stopped = stopped;
    this.onTokenRefused = onTokenRefused;
  }

  /**
   * A token that is refused is replaced, once.
   * @param path with `/api/v1`
   * @throws ClientError for every answer but 200, and for none
   */
  async request<Body>(method: string, path: string, request: HttpRequest = {}): Promise<Body> {
    const token = await this.token();
    try {
      return await this.send<Body>(method, path, request, token);
    } catch (error) {
      if (!(error instanceof ClientError && error.status === 401)) throw error;
      this.tokens.refuse(token);
      return await this.sendAgain<Body>(method, path, request);
    }
  }

  private async sendAgain<Body>(method: string, path: string, request: HttpRequest): Promise<Body> {
    const token = await this.token();
    try {
      return await this.send<Body>(method, path, request, token);
    } catch (error) {
      if (error instanceof ClientError && error.status === 401 && token !== this.refused) {
        this.refused = token;
        this.onTokenRefused?.(error);
      }
      throw error;
    }
  }

  private async token(): Promise<string> {
    try {
      return await this.tokens.get();
    } catch (cause) {
      throw new ClientError(0, undefined, { cause });
    }
  }

  private async send<Body>(method: string, path: string, request: HttpRequest, token: string): Promise<Body> {
    const { stopped } = this;
    const limit = (request.timeoutMs ?? this.timeoutMs) + waitMs(request.headers?.['Prefer']);
    const limited = (signal: AbortSignal) => this.exchange(method, path, { ...request, signal }, token);
    const ends = request.signal === undefined ? [stopped] : [stopped, request.signal];
    const { status, headers, text } = await within(limit, ends, limited).catch((cause: unknown) => {
      throw new ClientError(0, undefined, { cause });
    });
    const answer = parse(text);
    if (status === 200 && answer !== undefined) return answer as Body;
    // A proxy may answer 200 with a page that is not the server's: that is no answer.
    throw new ClientError(status === 200 ? 0 : status, isProblem(answer) ? answer : undefined, {
      retryAfterMs: retryAfterMs(headers),
      rateClass: status === 429 ? rateClassOf(headers) : undefined,
    });
  }

  private async exchange(
    method: string,
    path: string,
    { query, body, headers, signal }: HttpRequest & { signal: AbortSignal },
    token: string,
  ): Promise<Exchange> {
    const target = `${this.url}${path}${toSearch(query)}`;
    const sent = {
      ...given(headers),
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const content = body !== undefined && { body: JSON.stringify(body) };
    const answer = await this.fetch(target, { method, headers: sent, ...content, signal });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}

function toSearch(query: HttpRequest['query']): string {
  const search = new URLSearchParams(given(query));
  return search.size === 0 ? '' : `?${search.toString()}`;
}

function given(fields: HttpRequest['query'] = {}): Record<string, string> {
  const kept = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return Object.fromEntries(kept) as Record<string, string>;
}

/** How long the server may hold the answer back on request (RFC 7240). */
function waitMs(prefer = ''): number {
  return Number(/\bwait=(\d+)/.exec(prefer)?.[1] ?? 0) * 1_000;
}

function isProblem(answer: object | undefined): answer is Problem {
  return answer !== undefined && 'code' in answer && 'detail' in answer;
}

/** Undefined when it is not a JSON object: a proxy's page, or nothing. */
function parse(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

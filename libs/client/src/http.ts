import { ClientError } from './client-error.js';
import type { TokenSource } from './token-source.js';
import { within } from './waiting.js';
import type { Problem } from './wire.js';

export type Fetch = typeof fetch;

export interface HttpRequest {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: object;
  readonly signal: AbortSignal;
}

export interface HttpOptions {
  /** Of the server, without `/api/v1`. */
  readonly url: string;
  readonly fetch: Fetch;
  readonly tokens: TokenSource;
  /** For a whole answer, its body included. */
  readonly timeoutMs: number;
}

/** Requests below `/api/v1`, as the user of the token. */
export class Http {
  constructor(private readonly options: HttpOptions) {}

  /**
   * A token that is refused is replaced, once.
   * @throws ClientError for every answer but 200, and for none
   */
  async request<Body>(method: string, path: string, request: HttpRequest): Promise<Body> {
    const { tokens } = this.options;
    const token = await this.token();
    try {
      return await this.send<Body>(method, path, request, token);
    } catch (error) {
      if (!(error instanceof ClientError && error.status === 401)) throw error;
      tokens.refuse(token);
      return await this.send<Body>(method, path, request, await this.token());
    }
  }

  private async token(): Promise<string> {
    try {
      return await this.options.tokens.get();
    } catch (cause) {
      throw new ClientError(0, undefined, { cause });
    }
  }

  private async send<Body>(method: string, path: string, request: HttpRequest, token: string): Promise<Body> {
    const limited = (signal: AbortSignal) => this.exchange(method, path, { ...request, signal }, token);
    const [status, text] = await within(this.options.timeoutMs, request.signal, limited).catch((cause: unknown) => {
      throw new ClientError(0, undefined, { cause });
    });
    const answer = parse(text);
    if (status === 200 && answer !== undefined) return answer as Body;
    // Something between here and the server that answers 200 with a page of its own has answered nothing.
    throw new ClientError(status === 200 ? 0 : status, isProblem(answer) ? answer : undefined);
  }

  private async exchange(
    method: string,
    path: string,
    { query, body, signal }: HttpRequest,
    token: string,
  ): Promise<[status: number, text: string]> {
    const target = `${this.options.url}/api/v1${path}${toSearch(query)}`;
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const content = body !== undefined && { body: JSON.stringify(body) };
    const answer = await this.options.fetch(target, { method, headers, ...content, signal });
    return [answer.status, await answer.text()];
  }
}

function toSearch(query: HttpRequest['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  return search.size === 0 ? '' : `?${search.toString()}`;
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

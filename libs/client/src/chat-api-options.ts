import type { GetToken } from './token-source.js';

export type Fetch = typeof fetch;

export interface ChatApiOptions {
  /** Of the server, without `/api/v1`, e.g. `https://chat.example.com`. */
  readonly url: string;
  /** Asked at first and whenever the server has refused the token: it must be a fresh one then. */
  readonly token: GetToken;
  readonly fetch?: Fetch;
  /** For one request and for a token, 15,000 ms by default; what `Prefer: wait=N` asks for comes on top. */
  readonly timeoutMs?: number;
}

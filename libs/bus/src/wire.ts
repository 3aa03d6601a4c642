export interface WireListener {
  /** @returns whether it came from a server, or from this one */
  received(payload: string): boolean;
  /** A payload that says nothing: it is sent to find out whether it comes back. */
  probe(): string | undefined;
  /** Payloads may have been missed. */
  reconnected(): void;
}

/** Carries texts to every server, each at most once. Whatever answers a text comes after it; there is no other order. */
export interface Wire {
  /** Longest payload, in bytes. */
  readonly maxBytes: number;
  /** Texts that could not be sent because the other side was away for too long. */
  readonly dropped: number;
  /** Whether it would hear what others send, as far as is known. */
  readonly hears: boolean;
  /** Connects, and from then on reconnects by itself; resolves once it hears, or when it has begun to try again. */
  start(listener: WireListener): Promise<void>;
  /** Never waits and never throws. */
  send(payload: string): void;
  stop(): Promise<void>;
}

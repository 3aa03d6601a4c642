export interface WireListener {
  /** @returns whether it came from a server, or from this one */
  received(payload: string): boolean;
  /** A payload without a hint: it is sent to learn whether it comes back. */
  probe(): string | undefined;
  /** Payloads may have been missed. */
  reconnected(): void;
}

/**
 * Carries texts to every server, each at most once. An answer to a text arrives after it; otherwise there is no order.
 */
export interface Wire {
  /** Longest payload, in bytes. */
  readonly maxBytes: number;
  /** Texts that were dropped because the connection was away for too long. */
  readonly dropped: number;
  /** Whether it hears the others, as far as is known. */
  readonly hears: boolean;
  /** Connects, and from then on reconnects by itself. Resolves once it hears, or when it is trying again. */
  start(listener: WireListener): Promise<void>;
  /** Whether others listen, as the database or Redis knows; also when it cannot tell. */
  othersListen(): Promise<boolean>;
  /** Never waits and never throws. */
  send(payload: string): void;
  /** Resolves when what was sent so far has left, or is lost. */
  sent(): Promise<void>;
  stop(): Promise<void>;
}

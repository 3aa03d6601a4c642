/** A TCP port of the loopback that nobody listens on. Another process may take it before the caller does. */
export function freePort(): Promise<number>;

import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long answers ask keep-alive connections to close before the listener goes. */
const ANNOUNCE_MS = 500;

/**
 * Ends a server under traffic without leaving a request unanswered: for a moment every answer says
 * `Connection: close`, then nothing new is accepted, then requests in flight have `graceMs` to finish.
 */
export class Drain {
  private begun = false;
  private readonly atBegin: (() => void)[] = [];

  constructor(private readonly server: FastifyInstance) {
    server.addHook('onSend', (_request, reply, payload, done) => {
      if (this.begun) reply.header('connection', 'close');
      done(null, payload);
    });
  }

  get isDraining(): boolean {
    return this.begun;
  }

  /** For connections that would never end by themselves. */
  onBegin(end: () => void): void {
    this.atBegin.push(end);
  }

  async run(graceMs: number): Promise<void> {
    this.begun = true;
    for (const end of this.atBegin) end();
    await sleep(ANNOUNCE_MS);
    const closed = new Promise<void>((resolve) => this.server.server.close(() => resolve()));
    this.server.server.closeIdleConnections();
    const limit = new AbortController();
    await Promise.race([closed, sleep(graceMs, undefined, { signal: limit.signal }).catch(() => undefined)]);
    limit.abort();
    this.server.server.closeAllConnections();
  }
}

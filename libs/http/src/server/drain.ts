import { Server, type Socket } from 'node:net';
import { setImmediate as polled, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** In ms. Idle connections stay usable this long after the listener closed: a proxy may be writing on one. */
const IDLE_MS = 1_000;

interface Patience {
  /** How long new connections are still taken, so that balancers can learn that this server ends. */
  readonly lameDuckMs: number;
  /** How long requests in flight have after that. */
  readonly graceMs: number;
}

/**
 * Ends a server under traffic without leaving a request unanswered. First, answers ask existing connections to close
 * (`Connection: close`), while new ones are accepted and kept: a proxy that has opened its few new connections opens no
 * more, so none is lost when the listener closes. Then these are asked to close, too, and closed when idle.
 */
export class Drain {
  private begun = false;
  private isListening = true;
  private readonly young = new WeakSet<Socket>();
  private readonly atBegin: (() => void)[] = [];

  constructor(private readonly server: FastifyInstance) {
    server.server.on('connection', (socket: Socket) => {
      if (this.begun) this.young.add(socket);
    });
    server.addHook('onSend', (request, reply, payload, done) => {
      if (this.begun && !(this.isListening && this.young.has(request.raw.socket))) reply.header('connection', 'close');
      done(null, payload);
    });
  }

  get isDraining(): boolean {
    return this.begun;
  }

  /** For connections that do not end by themselves. */
  onBegin(end: () => void): void {
    this.atBegin.push(end);
  }

  async run({ lameDuckMs, graceMs }: Patience): Promise<void> {
    const http = this.server.server;
    this.begun = true;
    for (const end of this.atBegin) end();
    await sleep(lameDuckMs);
    // Right after the network was polled: every connected client has been accepted.
    await polled();
    this.isListening = false;
    // `close` of http would close idle connections at once.
    const closed = new Promise<void>((resolve) => Server.prototype.close.call(http, () => resolve()));
    const idle = setTimeout(() => http.closeIdleConnections(), IDLE_MS);
    const limit = new AbortController();
    await Promise.race([closed, sleep(graceMs, undefined, { signal: limit.signal }).catch(() => undefined)]);
    limit.abort();
    clearTimeout(idle);
    http.closeAllConnections();
  }
}

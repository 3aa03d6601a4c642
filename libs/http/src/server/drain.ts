import { Server, type Socket } from 'node:net';
import { setImmediate as polled, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { latestAnswer } from './early-answer.js';
import { dropRest } from './unread-bytes.js';

/** In ms. Idle connections stay usable this long after the listener closed: a proxy may be writing on one. */
const IDLE_MS = 1_000;
/** In ms. How long a client that was told of the end has for ending its side. */
const LINGER_MS = 1_000;
/** Node accepts one connection each time it polls: as many as may wait to be accepted (`listen` asks for 511), twice. */
const MOST_POLLS = 1_024;
/** In ms. A turn of the event loop in which nothing else was done takes less. */
const IDLE_TURN_MS = 0.1;

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
  private accepted = 0;
  private readonly open = new Set<Socket>();
  private readonly young = new WeakSet<Socket>();
  private readonly atBegin: (() => void)[] = [];

  constructor(private readonly server: FastifyInstance) {
    server.server.on('connection', (socket: Socket) => {
      this.accepted++;
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
      if (this.begun) this.young.add(socket);
    });
    server.addHook('onSend', (request, reply, payload, done) => {
      const { socket } = request.raw;
      // What was asked after it, over the same connection, is answered as well.
      const isLast = latestAnswer(socket) === reply.raw;
      if (this.begun && isLast && !(this.isListening && this.young.has(socket))) {
        reply.header('connection', 'close');
        dropRest(socket, LINGER_MS);
      }
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
    await this.everybodyIsAccepted();
    this.isListening = false;
    // `close` of http would close idle connections at once.
    const closed = new Promise<void>((resolve) => Server.prototype.close.call(http, () => resolve()));
    const idle = setTimeout(() => void this.closeIdle(), IDLE_MS);
    const limit = new AbortController();
    await Promise.race([closed, sleep(graceMs, undefined, { signal: limit.signal }).catch(() => undefined)]);
    limit.abort();
    clearTimeout(idle);
    http.closeAllConnections();
  }

  /**
   * When the listener closes, the system resets the connections that wait to be accepted. So it closes right after a
   * look that found none: requests that were handled between the two would leave time for one to come.
   */
  private async everybodyIsAccepted(): Promise<void> {
    for (let polls = 0; polls < MOST_POLLS; polls++) {
      const [before, looked] = [this.accepted, performance.now()];
      await polled();
      if (this.accepted === before && performance.now() - looked < IDLE_TURN_MS) return;
    }
  }

  /** Closing a connection over which a request has just arrived would reset it, so that all that has arrived is read first. */
  private async closeIdle(): Promise<void> {
    await polled();
    this.server.server.closeIdleConnections();
    // To Node, a connection without any request is not idle: a browser opens some in advance.
    for (const socket of this.open) if (socket.bytesRead === 0) socket.destroy();
  }
}

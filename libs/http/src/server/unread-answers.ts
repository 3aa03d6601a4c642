import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { HeldBytes, type Holder } from './held-bytes.js';
import { whenClosed } from './when-closed.js';

const MIB = 1024 * 1024;
/** Bytes of unread answers: of one person, of one service, and in total. One answer is always accepted. */
const MAX_OF_PERSON = 16 * MIB;
const MAX_OF_SERVICE = 64 * MIB;
const MAX_OF_PROCESS = 256 * MIB;
/** The size at which a page ends: a person without room for one is refused before anything is read. */
const LARGE_ANSWER = 4 * MIB;
/** Smaller answers, which are most, are not counted. */
const LEAST_COUNTED = 1024;

interface Unread {
  readonly reader: string;
  readonly bytes: number;
  readonly socket: Socket;
}

/**
 * Bounds the memory of unread answers. A connection that takes no byte for `stalledMs` is cut; a person with too many
 * unread bytes gets 429; when the total is too large, the oldest unread answer is cut.
 */
export class UnreadAnswers {
  /** The oldest first. */
  private readonly waiting = new Set<Unread>();
  private readonly bytes = new HeldBytes();

  constructor(
    private readonly stalledMs: number,
    private readonly readerOf: (request: FastifyRequest) => Holder,
  ) {}

  /** Register it after the hooks that identify the caller. */
  bound(server: FastifyInstance): void {
    server.addHook('onRequest', (request, reply, done) => {
      const { socket, method } = request.raw;
      // Node checks whether the operating system has taken bytes meanwhile.
      reply.raw.setTimeout(this.stalledMs, () => {
        if (socket.writableLength > 0) socket.destroy();
      });
      const { name, isService } = this.readerOf(request);
      const hasRoom = this.bytes.of(name) + LARGE_ANSWER <= mostOf(isService);
      done(method === 'GET' && !hasRoom ? refusal(HttpErrors.answers_not_read) : undefined);
    });
    server.addHook('onSend', (request, reply, payload, done) => {
      const [bytes, { socket }] = [sizeOf(payload), request.raw];
      if (bytes < LEAST_COUNTED || socket.destroyed) return done(null, payload);
      const { name, isService } = this.readerOf(request);
      const before = this.bytes.of(name);
      if (before > 0 && before + bytes > mostOf(isService)) return done(refused(reply));
      const unread = { reader: name, bytes, socket };
      this.hold(unread);
      whenClosed(reply.raw, () => this.release(unread));
      done(null, payload);
    });
  }

  private hold(unread: Unread): void {
    this.waiting.add(unread);
    this.bytes.add(unread.reader, unread.bytes);
    for (const oldest of this.waiting) {
      if (this.bytes.total <= MAX_OF_PROCESS || oldest === unread) return;
      oldest.socket.destroy();
      this.release(oldest);
    }
  }

  private release(unread: Unread): void {
    if (this.waiting.delete(unread)) this.bytes.add(unread.reader, -unread.bytes);
  }
}

function mostOf(isService: boolean): number {
  return isService ? MAX_OF_SERVICE : MAX_OF_PERSON;
}

function sizeOf(payload: unknown): number {
  if (typeof payload === 'string') return Buffer.byteLength(payload);
  return Buffer.isBuffer(payload) ? payload.length : 0;
}

function refused(reply: FastifyReply): ApiError {
  for (const name of ['link', 'etag', 'content-length']) reply.removeHeader(name);
  return refusal(HttpErrors.answers_not_read);
}

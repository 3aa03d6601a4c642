import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { HeldBytes, type Holder } from './held-bytes.js';
import { whenClosed } from './when-closed.js';

const MIB = 1024 * 1024;
/** Bytes of bodies in memory: of one person, of one service, and in total. One body is always accepted. */
const MAX_OF_PERSON = 96 * MIB;
const MAX_OF_SERVICE = 192 * MIB;
const MAX_OF_PROCESS = 256 * MIB;
/** Smaller bodies, which are most, are not counted. */
const LEAST_COUNTED = 64 * 1024;

/**
 * Bounds the memory of bodies from their first byte until they are answered. A body counts with its declared length
 * before a byte is read; without one, with the largest body of its route.
 */
export function boundBodies(server: FastifyInstance, senderOf: (request: FastifyRequest) => Holder): void {
  const held = new HeldBytes();
  server.addHook('preParsing', (request, reply, _payload, done) => {
    const bytes = sizeOf(request);
    if (bytes < LEAST_COUNTED) return done();
    const { name, isService } = senderOf(request);
    const before = held.of(name);
    if (before > 0 && before + bytes > (isService ? MAX_OF_SERVICE : MAX_OF_PERSON))
      return done(refusal(HttpErrors.bodies_under_way));
    if (held.total > 0 && held.total + bytes > MAX_OF_PROCESS) return done(refusal(HttpErrors.too_many_bodies));
    held.add(name, bytes);
    whenClosed(reply.raw, () => held.add(name, -bytes));
    done();
  });
}

function sizeOf({ headers, routeOptions }: FastifyRequest): number {
  const most = routeOptions.bodyLimit ?? MIB;
  const length = headers['content-length'];
  if (length !== undefined) return Math.min(Number(length), most);
  return headers['transfer-encoding'] === undefined ? 0 : most;
}

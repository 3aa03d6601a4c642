import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { readRest } from './unread-bytes.js';

const latest = new WeakMap<Socket, ServerResponse>();

/** The answer to the request whose head came last over a connection. */
export function latestAnswer(socket: Socket): ServerResponse | undefined {
  return latest.get(socket);
}

/**
 * An answer that may leave before its request has arrived: too large, no token, no such route. A connection that is
 * closed with bytes unread is reset, and the answer may be lost with it: a proxy then tells a 502 of its own. So the
 * rest is read and thrown away, within bounds, as RFC 9112 (section 9.6) asks.
 */
export class EarlyAnswer<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  constructor(...given: ConstructorParameters<typeof ServerResponse<Request>>) {
    super(...given);
    latest.set(this.req.socket, this);
    const { 'content-length': length, 'transfer-encoding': coding } = this.req.headers;
    if (length === undefined && coding === undefined) return;
    // Here it comes before Node's own listener, which closes the connection.
    this.once('finish', () => {
      if (!this.req.complete && !this.req.destroyed) readRest(this.req);
    });
  }
}

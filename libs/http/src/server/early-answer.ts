import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { readRest } from './unread-bytes.js';

const latest = new WeakMap<Socket, ServerResponse>();

/** The answer to the request whose head came last over a connection. */
export function latestAnswer(socket: Socket): ServerResponse | undefined {
  return latest.get(socket);
}

/**
 * Answers before the whole request has arrived: too large, no token, no such route. Closing a connection with unread
 * bytes resets it, which may lose the answer: a proxy then answers 502. So the rest is read and dropped, within bounds,
 * as RFC 9112 (section 9.6) asks.
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

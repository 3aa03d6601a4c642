import { IncomingMessage } from 'node:http';

/**
 * Only a GET for a WebSocket takes a connection over. Node hands any request with an `Upgrade` header to whoever listens for
 * upgrades, but clients offer others in passing (Java's HttpClient: h2c) and expect a plain answer (RFC 9110, section 7.8).
 */
export class UpgradableRequest extends IncomingMessage {
  declare private asked: boolean | null;

  get upgrade(): boolean | null {
    return this.asked === true && this.method !== 'CONNECT' ? isWebSocket(this) : this.asked;
  }

  /** Set by Node, also while the request is being constructed. */
  set upgrade(asked: boolean | null) {
    this.asked = asked;
  }
}

/** RFC 6455, section 4.1: asked for by GET. What another method asks for is done. */
function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
}

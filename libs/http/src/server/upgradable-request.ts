import { IncomingMessage } from 'node:http';

/**
 * Only a GET for a WebSocket upgrades a connection. Node treats any request with an `Upgrade` header as an upgrade, but
 * some clients offer other protocols in passing (Java's HttpClient: h2c) and expect a plain answer (RFC 9110, section
 * 7.8).
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

/** RFC 6455, section 4.1: only GET upgrades; other methods are handled as usual. */
function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
}

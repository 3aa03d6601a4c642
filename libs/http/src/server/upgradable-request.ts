import { IncomingMessage } from 'node:http';

/**
 * Only a WebSocket takes a connection over. Node hands any request with an `Upgrade` header to whoever listens for
 * upgrades, but clients offer others in passing (Java's HttpClient: h2c) and expect a plain answer (RFC 9110, section 7.8).
 */
export class UpgradableRequest extends IncomingMessage {
  declare private asked: boolean | null;

  get upgrade(): boolean | null {
    return this.asked === true && this.method !== 'CONNECT' ? isWebSocket(this.headers.upgrade) : this.asked;
  }

  /** Set by Node, also while the request is being constructed. */
  set upgrade(asked: boolean | null) {
    this.asked = asked;
  }
}

function isWebSocket(protocol: string | undefined): boolean {
  return protocol?.toLowerCase() === 'websocket';
}

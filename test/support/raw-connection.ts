import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './until.js';

/** A TCP connection on which a test says what it likes, HTTP or not, and reads what comes. */
export class RawConnection {
  received = '';
  /** How the server ended it. */
  end: 'open' | 'closed' | 'reset' = 'open';

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  private constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => (this.received += bytes.toString('latin1')));
    socket.on('end', () => (this.end = 'closed'));
    socket.on('error', () => (this.end = 'reset'));
  }

  /** The head of a request, and an empty line; `Host` is added unless there is one. */
  head(requestLine: string, headers: Readonly<Record<string, string>> = {}): void {
    const lines = Object.entries({ host: 'here', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket.write(`${requestLine}\r\n${lines.join('')}\r\n`);
  }

  /** Resolves when the bytes have been given to the system, or the connection is gone. */
  write(bytes: string | Buffer): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, () => resolve()));
  }

  /** The status codes of all that was answered, 100 among them. */
  get statuses(): number[] {
    return [...this.received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  }

  get isOpen(): boolean {
    return this.end === 'open' && !this.socket.destroyed;
  }

  async answered(answers = 1): Promise<void> {
    await until(() => this.statuses.length >= answers || !this.isOpen);
  }

  /** How the server has ended it. */
  async ended(): Promise<string> {
    await until(() => !this.isOpen);
    return this.end;
  }

  close(): void {
    this.socket.destroy();
  }
}

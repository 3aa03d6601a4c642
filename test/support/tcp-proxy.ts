import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * The network between a client and a server. `up` carries everything; `down` cuts all connections and lets none
 * through; `deaf` carries what the client says and cuts the connection instead of an answer.
 */
export class TcpProxy {
  private state: 'up' | 'down' | 'deaf' = 'up';
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private port: number,
  ) {
    server.on('connection', (near) => this.carry(near));
  }

  /** @param url of the server behind */
  static async before(url: string): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, Number(new URL(url).port));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Changes what happens from now on; connections that stand are cut. */
  be(state: 'up' | 'down' | 'deaf'): void {
    this.state = state;
    this.cut();
  }

  /** To another server from now on; connections that stand are left alone. */
  leadTo(url: string): void {
    this.port = Number(new URL(url).port);
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.be('down');
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(near: Socket): void {
    if (this.state === 'down') {
      near.destroy();
      return;
    }
    const far = connect(this.port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    if (this.state === 'up') far.pipe(near);
    else far.once('data', () => near.destroy());
  }
}

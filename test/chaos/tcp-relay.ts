import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Transform } from 'node:stream';

export interface RelayOptions {
  /** The port on this machine that a new connection is carried to; undefined refuses it. */
  readonly target: () => number | undefined;
  /** What happens to the bytes that come back. */
  readonly filter?: () => Transform;
}

/** A network whose connections are cut. */
export class TcpRelay {
  cuts = 0;
  private readonly connections = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly options: RelayOptions,
  ) {
    server.on('connection', (near) => this.carry(near));
  }

  static async listen(options: RelayOptions): Promise<TcpRelay> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpRelay(server, options);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections that stand. */
  get open(): number {
    return this.connections.size;
  }

  /** Cuts those connections that it is true for, in the middle of whatever they carry. */
  cut(isCut: () => boolean = () => true): void {
    for (const near of this.connections)
      if (isCut()) {
        this.cuts++;
        near.resetAndDestroy();
      }
  }

  async close(): Promise<void> {
    for (const near of this.connections) near.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(near: Socket): void {
    near.on('error', () => undefined);
    const port = this.options.target();
    if (port === undefined) {
      near.destroy();
      return;
    }
    const far = connect({ port, host: '127.0.0.1', noDelay: true }).on('error', () => near.destroy());
    near.setNoDelay(true);
    this.connections.add(near);
    near.on('close', () => {
      this.connections.delete(near);
      far.destroy();
    });
    far.on('close', () => near.end());
    near.pipe(far);
    const { filter } = this.options;
    if (filter === undefined) far.pipe(near);
    else far.pipe(filter()).pipe(near);
  }
}

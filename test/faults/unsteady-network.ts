import { Transform, type TransformCallback } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { TcpRelay } from '../chaos/tcp-relay.js';

/** `refusing` takes no new connection, `hanging` lets nothing back, `slow` lets it back late. */
type State = 'steady' | 'refusing' | 'hanging' | 'slow';

const SLOW_MS = 150;

/** The way to a server, on which anything may happen. */
export class UnsteadyNetwork {
  private state: State = 'steady';
  /** Connections that were made before this many are dead. */
  private dead = 0;
  private made = 0;

  private constructor(private readonly relay: TcpRelay) {}

  /** @param port of the server behind, on this machine */
  static async before(port: number): Promise<UnsteadyNetwork> {
    const network: UnsteadyNetwork = new UnsteadyNetwork(
      await TcpRelay.listen({
        target: () => (network.state === 'refusing' ? undefined : port),
        filter: () => {
          const nth = network.made++;
          return new Transform({ transform: (...given) => void network.pass(nth, ...given) });
        },
      }),
    );
    return network;
  }

  /** The same URL by this way. */
  urlOf(url: string): string {
    const through = new URL(url);
    through.port = String(this.relay.port);
    return through.href;
  }

  /** Connections that stand. */
  get open(): number {
    return this.relay.open;
  }

  /** From now on, for connections that stand, too; but `refusing` leaves them alone. */
  be(state: State): void {
    this.state = state;
  }

  /** Cuts all connections, half-way through whatever they carry. */
  cut(): void {
    this.relay.cut();
  }

  /** Nothing comes back any more on the connections that stand, and nobody is told. */
  loseTrack(): void {
    this.dead = this.made;
  }

  async close(): Promise<void> {
    this.state = 'steady';
    await this.relay.close();
  }

  private async pass(nth: number, chunk: Buffer, _encoding: string, callback: TransformCallback): Promise<void> {
    if (nth < this.dead) return;
    if (this.state === 'slow') await delay(SLOW_MS);
    while (this.state === 'hanging') await delay(20);
    callback(null, chunk);
  }
}

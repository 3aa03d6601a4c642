import { lossyStream, type Protocol } from './lossy-stream.js';
import { postgresProtocol } from './postgres-protocol.js';
import { redisProtocol } from './redis-protocol.js';
import { RedisServer } from './redis-server.js';
import type { SeededRandom } from './seeded-random.js';
import { TcpRelay } from './tcp-relay.js';

export type BusName = 'pg' | 'redis';

const USUAL_LOSS = 0.1;

/** What carries the hints of the servers, and loses one in ten on the way to each of them. */
export class LossyBus {
  lost = 0;
  carried = 0;
  redisKills = 0;
  private lostShare = USUAL_LOSS;
  private relay!: TcpRelay;
  private redis: RedisServer | undefined;

  private constructor(private readonly random: SeededRandom) {}

  static async start(name: BusName, databaseUrl: string, folder: string, random: SeededRandom): Promise<LossyBus> {
    const bus = new LossyBus(random);
    if (name === 'redis') bus.redis = await RedisServer.start(folder);
    const port = bus.redis?.port ?? Number(new URL(databaseUrl).port);
    await bus.carry(port, name === 'redis' ? redisProtocol : postgresProtocol);
    return bus;
  }

  /** Settings of a server that uses it. */
  environment(databaseUrl: string): Record<string, string> {
    if (this.redis !== undefined) return { BUS: 'redis', REDIS_URL: `redis://127.0.0.1:${this.relay.port}` };
    const url = new URL(databaseUrl);
    url.port = String(this.relay.port);
    return { BUS: 'pg', BUS_DATABASE_URL: url.href };
  }

  get cuts(): number {
    return this.relay.cuts;
  }

  /** Cuts every server off, for the moment. */
  cut(): void {
    this.relay.cut();
  }

  /** Kills Redis, which starts again; PostgreSQL has the truth and stays. */
  async kill(): Promise<void> {
    if (this.redis === undefined) return this.cut();
    this.redisKills++;
    await this.redis.restart();
  }

  /** From now on every hint is lost. */
  fallSilent(): void {
    this.lostShare = 1;
  }

  async stop(): Promise<void> {
    await this.relay.close();
    await this.redis?.stop();
  }

  private async carry(port: number, protocol: Protocol): Promise<void> {
    const isLost = () => {
      this.carried++;
      const isGone = this.random.chance(this.lostShare);
      if (isGone) this.lost++;
      return isGone;
    };
    this.relay = await TcpRelay.listen({ target: () => port, filter: () => lossyStream(protocol, isLost) });
  }
}

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { migrate } from '#libs/database';
import { startEmbeddedPostgres } from '#libs/embedded';
import { SeededRandom } from '../chaos/seeded-random.js';
import { ServerFleet } from '../chaos/server-fleet.js';
import { TcpRelay } from '../chaos/tcp-relay.js';
import { SECRET } from '../support/api-server.js';
import { freePort } from '../support/free-port.mjs';
import { LiveContract } from '../support/live-contract.js';
import { killPostgres, query } from './running-postgres.js';
import { UnsteadyNetwork } from './unsteady-network.js';

export const POOL_SIZE = 8;
/** A server has these besides its pool: six through which chats change; it listens on one and notifies on another. */
const OTHER_CONNECTIONS = 8;
const SERVERS = 2;

/** Two servers behind a balancer, and an unsteady network between them and a PostgreSQL of their own. */
export class FaultStage {
  private constructor(
    readonly random: SeededRandom,
    /** Straight to the database. */
    readonly databaseUrl: string,
    readonly network: UnsteadyNetwork,
    readonly fleet: ServerFleet,
    readonly balancer: TcpRelay,
    readonly contract: LiveContract,
    private readonly folder: string,
    private postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>,
  ) {}

  static async start(seed: number, more: Record<string, string> = {}): Promise<FaultStage> {
    const random = new SeededRandom(seed);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'faults-'));
    await chmod(folder, 0o755);
    const port = await freePort();
    const postgres = await startPostgres(folder, port);
    const databaseUrl = postgres.url;
    await migrate(databaseUrl);
    const network = await UnsteadyNetwork.before(port);
    const environment = {
      NODE_ENV: 'production',
      // They are told of every 503 otherwise.
      LOG_LEVEL: 'fatal',
      DATABASE_URL: network.urlOf(databaseUrl),
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      JWT_SECRET: SECRET,
      ...more,
    };
    const fleet = await ServerFleet.start(SERVERS, folder, environment, random.fork());
    const balancer = await TcpRelay.listen({ target: fleet.pickPort });
    await fleet.up();
    const contract = await LiveContract.load(fleet.urls[0] ?? '');
    return new FaultStage(random, databaseUrl, network, fleet, balancer, contract, folder, postgres);
  }

  /** Of whichever server is ready. */
  get url(): string {
    return `http://127.0.0.1:${this.balancer.port}`;
  }

  /** SIGKILL to all of it. */
  killPostgres(): Promise<void> {
    return killPostgres(this.databaseUrl);
  }

  /** On the same port, as a database that comes back is. */
  async startPostgres(): Promise<void> {
    await this.postgres.stop();
    this.postgres = await startPostgres(this.folder, Number(new URL(this.databaseUrl).port));
  }

  /** What the servers may hold at most. */
  readonly mostConnections = SERVERS * (POOL_SIZE + OTHER_CONNECTIONS);

  /** The servers' connections as the database sees them. */
  async connections(): Promise<number> {
    const [row] = await query(
      this.databaseUrl,
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name LIKE 'chat-system-api%'`,
    );
    return row?.['n'] as number;
  }

  async close(): Promise<void> {
    await this.balancer.close();
    await this.fleet.stop();
    await this.network.close();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function startPostgres(folder: string, port: number) {
  // The rest of what throwaway leaves out matters to a machine that fails, not to a server that is killed.
  const settings = { synchronous_commit: 'on' };
  return startEmbeddedPostgres(path.join(folder, 'postgres'), { throwaway: true, port, settings });
}

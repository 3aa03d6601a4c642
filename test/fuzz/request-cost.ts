import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import pg from 'pg';

/** What one request has cost. */
export interface Cost {
  /** CPU time of the server, in ms. */
  readonly cpuMs: number;
  /** Blocks of 8 KB that PostgreSQL looked at. */
  readonly buffers: number;
}

/** Asks the server's process and PostgreSQL how much they have used so far; requests go one at a time meanwhile. */
export class CostMeter {
  static async open(reporterPort: number, databaseUrl: string): Promise<CostMeter> {
    const socket = net.connect(reporterPort, '127.0.0.1').setNoDelay(true);
    await once(socket, 'connect');
    const client = new pg.Client(databaseUrl);
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new CostMeter(socket, client);
  }

  private readonly answers: AsyncIterator<string>;

  private constructor(
    private readonly socket: net.Socket,
    private readonly client: pg.Client,
  ) {
    this.answers = createInterface(socket)[Symbol.asyncIterator]();
  }

  async of(request: () => Promise<unknown>): Promise<Cost> {
    const before = await this.used();
    await request();
    const after = await this.used();
    return { cpuMs: after.cpuMs - before.cpuMs, buffers: after.buffers - before.buffers };
  }

  async close(): Promise<void> {
    this.socket.destroy();
    await this.client.end();
  }

  private async used(): Promise<Cost> {
    // Its own look is not counted: it is not of this user's statements that are counted by then.
    const { rows } = await this.client.query<{ buffers: number }>(
      `SELECT coalesce(sum(shared_blks_hit + shared_blks_read), 0)::float8 AS buffers FROM pg_stat_statements
        WHERE query NOT LIKE '%pg_stat_statements%'`,
    );
    this.socket.write('?');
    const { value } = await this.answers.next();
    return { cpuMs: Number(value) / 1000, buffers: rows[0]?.buffers ?? 0 };
  }
}

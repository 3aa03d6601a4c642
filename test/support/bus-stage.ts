import { type ApiServer, startApi } from './api-server.js';
import { type Person, personOf } from './person-of.js';
import { testDatabaseUrl } from './test-database.js';

/** The name under which the ear listens. */
const EAR = 'bus of the ear';

/** At which server a {@link Person} calls. */
export const AT_MOUTH = 0;
export const AT_EAR = 1;
export const AT_MUTE = 2;

/** Three servers of one database: one speaks, one is listened at, and the hints of the last reach nobody. */
export class BusStage {
  static async set(): Promise<BusStage> {
    const mouth = await startApi();
    const url = `${await testDatabaseUrl()}?application_name=${encodeURIComponent(EAR)}`;
    const ear = await startApi({ BUS_DATABASE_URL: url });
    return new BusStage([mouth, ear, await startApi({ BUS_CHANNEL: 'nobody_listens' })], ear);
  }

  private constructor(
    private readonly servers: readonly ApiServer[],
    readonly ear: ApiServer,
  ) {}

  person(name: string): Person {
    return personOf(this.servers, name);
  }

  /** Ends the connections through which the ear hears. @returns whether there were any */
  async deafen(): Promise<boolean> {
    const { rowCount } = await this.ear.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
      [EAR],
    );
    return (rowCount ?? 0) > 0;
  }

  async close(): Promise<void> {
    for (const server of this.servers) await server.close();
  }
}

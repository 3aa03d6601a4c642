import type pg from 'pg';
import { type ApiServer, startApi } from './api-server.js';
import { type Person, personOf } from './person-of.js';

export interface TwoServers {
  readonly servers: readonly [ApiServer, ApiServer];
  readonly pool: pg.Pool;
  user(name?: string): Person;
  service(name?: string): Person;
  close(): Promise<void>;
}

/** Two application servers on one database, which know nothing of each other. */
export async function startTwoServers(environment: Record<string, string> = {}): Promise<TwoServers> {
  const servers = [await startApi(environment), await startApi(environment)] as const;
  return {
    servers,
    pool: servers[0].pool,
    user: (name = 'user') => personOf(servers, name),
    service: (name = 'service') => personOf(servers, name, { isService: true }),
    close: async () => {
      for (const server of servers) await server.close();
    },
  };
}

/** Calls as many times at once, over both servers. */
export function atOnce<T>(times: number, call: (nth: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, nth) => call(nth)));
}

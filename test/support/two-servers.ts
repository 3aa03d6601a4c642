import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { issueToken } from '#libs/auth';
import { ApiClient } from './api-client.js';
import { type ApiServer, SECRET, startApi } from './api-server.js';

/** Somebody with a connection to each server. */
export interface Person {
  readonly userId: string;
  /** Takes the servers in turn. */
  at(nth: number): ApiClient;
}

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
  const person = (name: string, isService: boolean): Person => {
    const userId = `${name}-${randomUUID().slice(0, 8)}`;
    const token = issueToken({ secret: SECRET, subject: userId, isService, lifetimeSeconds: 3600 });
    const [one, other] = servers.map(({ url, contract }) => new ApiClient({ url, contract, token, userId }));
    if (one === undefined || other === undefined) throw new Error('there are two servers');
    return { userId, at: (nth) => (nth % 2 === 0 ? one : other) };
  };
  return {
    servers,
    pool: servers[0].pool,
    user: (name = 'user') => person(name, false),
    service: (name = 'service') => person(name, true),
    close: async () => {
      for (const server of servers) await server.close();
    },
  };
}

/** Calls as many times at once, over both servers. */
export function atOnce<T>(times: number, call: (nth: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, nth) => call(nth)));
}

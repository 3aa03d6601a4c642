import { randomUUID } from 'node:crypto';
import { issueToken } from '#libs/auth';
import { ApiClient } from './api-client.js';
import { type ApiServer, SECRET } from './api-server.js';

/** Somebody with a connection to each of several servers. */
export interface Person {
  readonly userId: string;
  /** Takes the servers in turn. */
  at(nth: number): ApiClient;
}

/** Makes somebody who has a connection to each of these servers of one database. */
export function personOf(
  servers: readonly ApiServer[],
  name: string,
  { userId = `${name}-${randomUUID().slice(0, 8)}`, isService = false } = {},
): Person {
  const token = issueToken({ secret: SECRET, subject: userId, isService, lifetimeSeconds: 3600 });
  const clients = servers.map(({ url, contract }) => new ApiClient({ url, contract, token, userId }));
  return { userId, at: (nth) => clients[nth % clients.length]! };
}

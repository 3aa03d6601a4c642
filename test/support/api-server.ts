import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import type { DestinationStream } from 'pino';
import { createApi } from '../../apps/api/src/create-app.js';
import { issueToken } from '#libs/auth';
import { readSettings } from '#libs/config';
import type { Drain } from '#libs/http';
import { serverLog } from '../runner/server-log.mjs';
import { ApiClient } from './api-client.js';
import { type Contract, loadContract } from './contract.js';
import { testDatabaseUrl } from './test-database.js';

export const SECRET = 'a-secret-of-the-tests-with-at-least-32-bytes';

export interface ApiServer {
  readonly app: NestFastifyApplication;
  /** What SIGTERM begins with. */
  readonly drain: Drain;
  readonly url: string;
  readonly contract: Contract;
  /** The database under the service, to look at and to disturb. */
  readonly pool: pg.Pool;
  /** A client of a user with a name of its own, e.g. `alice-3f2a…`; the name is its `userId`. */
  user(name?: string): ApiClient;
  service(name?: string): ApiClient;
  close(): Promise<void>;
}

/** The real application on a real port and the real database of this worker. */
export async function startApi(
  environment: Record<string, string> = {},
  log: DestinationStream = serverLog,
): Promise<ApiServer> {
  const databaseUrl = environment['DATABASE_URL'] ?? (await testDatabaseUrl());
  const settings = readSettings({ LOG_LEVEL: 'warn', JWT_SECRET: SECRET, ...environment });
  const { app, drain } = await createApi({ settings, databaseUrl, jwtSecret: SECRET, log });
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const contract = await loadContract(url);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const client = (name: string, isService: boolean) => {
    const userId = `${name}-${randomUUID().slice(0, 8)}`;
    const token = issueToken({ secret: SECRET, subject: userId, isService, lifetimeSeconds: 3600 });
    return new ApiClient({ url, contract, token, userId });
  };
  return {
    app,
    drain,
    url,
    contract,
    pool,
    user: (name = 'user') => client(name, false),
    service: (name = 'service') => client(name, true),
    close: async () => {
      await pool.end();
      const closed = app.close();
      // fetch() opens connections in advance, and again: without a request they are not idle to Node, and would be waited for.
      const cut = setInterval(() => (app.getHttpServer() as Server).closeAllConnections(), 50);
      await closed.finally(() => clearInterval(cut));
    },
  };
}

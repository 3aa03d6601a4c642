import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '#libs/database';
import { startEmbeddedPostgres } from '#libs/embedded';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';
import { freePort } from '../support/free-port.mjs';
import { NINE_OPERATIONS, type OperationCase, type Target } from '../support/nine-operations.js';
import { until } from '../support/until.js';
import { getPostmaster, killPostgres, query } from './running-postgres.js';

const POOL_SIZE = 4;
/** Through which chats change; all stay open over a pause. */
const FOR_CHANGES = 6;
/** Time for an answer that comes within the promised 6 s on an idle machine. */
const PATIENCE = 30_000;

describe('while the database', () => {
  let folder: string;
  let url: string;
  let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  let api: ApiServer;
  let alice: ApiClient;
  let target: Target & { chatId: number };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'database-down-'));
    await chmod(folder, 0o755);
    const port = await freePort();
    postgres = await startPostgres(port);
    url = postgres.url;
    await migrate(url);
    api = await startApi({ DATABASE_URL: url, DATABASE_POOL_SIZE: String(POOL_SIZE) });
    alice = api.user('alice');
    target = await startConversation(alice);
  }, 60_000);
  afterAll(async () => {
    await api.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** On the same port every time, as a database that comes back is. */
  const startPostgres = (port: number) => {
    // The rest of what throwaway leaves out matters to a machine that fails, not to a server that is killed.
    return startEmbeddedPostgres(folder, { throwaway: true, port, settings: { synchronous_commit: 'on' } });
  };

  const ask = ({ operationId, method, path: below, body }: OperationCase) =>
    alice.call(operationId, method, below(target), { body });

  const expectUnavailable = async (operations: readonly OperationCase[] = NINE_OPERATIONS) => {
    const replies = await Promise.all(operations.map((operation) => ask(operation)));
    const answers = replies.map(({ status, problem, headers }) => [
      status,
      problem.status,
      headers.get('content-type'),
    ]);
    expect(answers).toEqual(operations.map(() => [503, 503, expect.stringMatching(/^application\/problem\+json/)]));
    for (const { text } of replies) expect(text).not.toMatch(/ECONN|127\.0\.0\.1|postgres|pg-pool|SELECT/);
    const health = await Promise.all(['live', 'ready'].map((name) => fetch(`${api.url}/health/${name}`)));
    expect(
      await Promise.all(health.map(async ({ status, text }, i) => [status, typeof (await text.call(health[i]))])),
    ).toEqual([
      [200, 'string'],
      [503, 'string'],
    ]);
  };

  const expectRecovered = async () => {
    await until(async () => (await alice.getChat(target.chatId)).status === 200);
    for (const operation of NINE_OPERATIONS) await ok(ask(operation));
    // Were connections lost to the outage, this would wait for one for ever.
    await Promise.all(Array.from({ length: POOL_SIZE * 5 }, () => ok(alice.listMessages(target.chatId))));
    await until(async () => {
      const [total, idle, waiting] = await poolOf(api);
      return total !== undefined && total <= POOL_SIZE && idle === total && waiting === 0;
    });
    await until(async () => (await connections()) <= POOL_SIZE + FOR_CHANGES);
  };

  /** The service's connections as the database sees them. */
  const connections = async () => {
    const [row] = await query(
      url,
      `select count(*)::int as n from pg_stat_activity where application_name = 'chat-system-api'`,
    );
    return row?.['n'] as number;
  };

  /** Sends the head and half of the body. @returns sends the rest, and how it is answered */
  const beginUpload = (chatId: number, message: object) => {
    const body = Buffer.from(JSON.stringify(message));
    const headers = {
      authorization: `Bearer ${alice.token}`,
      'content-type': 'application/json',
      'content-length': body.length,
    };
    const uploading = request(`${api.url}/api/v1/chats/${chatId}/messages`, { method: 'POST', headers });
    const answered = once(uploading, 'response') as Promise<[IncomingMessage]>;
    uploading.write(body.subarray(0, body.length / 2));
    return async () => {
      uploading.end(body.subarray(body.length / 2));
      const [answer] = await answered;
      answer.resume();
      return answer.statusCode;
    };
  };

  it(
    'hangs, every operation is 503, a repeated send takes effect once, and the service recovers by itself',
    async () => {
      const wake = await suspend(url);
      const upload = beginUpload(target.chatId, { content: 'Takes longer to come than any answer.' });
      try {
        const message = { content: 'Only once.', client_message_id: 'only-once' };
        const [sent] = await Promise.all([alice.sendMessage(target.chatId, message), expectUnavailable()]);
        expect(sent.status).toBe(503);
        await expectUnavailable();
        wake();
        await expectRecovered();
        expect(await upload()).toBe(200);
        const { id } = await ok(alice.sendMessage(target.chatId, message));
        const { data } = await ok(alice.listMessages(target.chatId, { q: 'only once' }));
        expect(data.map((one) => one.id)).toEqual([id]);
      } finally {
        wake();
      }
    },
    4 * PATIENCE,
  );

  it(
    'refuses, every operation is 503, and the service recovers by itself, with all that it had acknowledged',
    async () => {
      const sent = await Promise.all(
        Array.from({ length: 20 }, (_, i) => ok(alice.sendMessage(target.chatId, `kept ${i}`))),
      );
      await killPostgres(url);
      await expectUnavailable();
      await expectUnavailable();
      await postgres.stop();
      postgres = await startPostgres(Number(new URL(url).port));
      await expectRecovered();
      const { data } = await ok(alice.listMessages(target.chatId, { q: 'kept', limit: 100 }));
      expect(data.map(({ id }) => id)).toEqual(sent.map(({ id }) => id).sort((a, b) => a - b));
    },
    4 * PATIENCE,
  );

  it(
    'drops every connection at once, only requests in flight notice',
    async () => {
      const [row] = await query(
        url,
        `select count(pg_terminate_backend(pid))::int as n from pg_stat_activity where application_name = 'chat-system-api'`,
      );
      expect(row?.['n']).toBeGreaterThan(0);
      await expectRecovered();
    },
    PATIENCE,
  );
});

/** Total, idle and waiting, as /metrics shows the pool. */
async function poolOf({ url }: ApiServer): Promise<(number | undefined)[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return ['total', 'idle', 'waiting'].map((state) => {
    const [, value] = new RegExp(`^database_pool_connections\\{state="${state}"\\} (\\d+)$`, 'm').exec(text) ?? [];
    return value === undefined ? undefined : Number(value);
  });
}

/** SIGSTOP to the server and all its processes; call what it returns to have them go on. */
async function suspend(url: string): Promise<() => void> {
  const postmaster = await getPostmaster(url);
  const client = new Client({ connectionString: url });
  await client.connect();
  // Stopped first, or it would start new ones meanwhile.
  process.kill(postmaster, 'SIGSTOP');
  const { rows } = await client.query<{ pid: number }>(
    'select pid from pg_stat_activity where pid <> pg_backend_pid()',
  );
  const pids = rows.map(({ pid }) => pid);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of [postmaster, ...pids.splice(0)]) process.kill(pid, 'SIGCONT');
    void client.end().catch(() => undefined);
  };
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { readPostmaster } from '../../libs/embedded/src/postmaster-file.js';
import { findProcess } from '../../libs/embedded/src/process-table.js';
import { exchange } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { until } from '../support/until.js';
import { setUpStage } from './embedded-stage.js';
import { PostgresHolder } from './postgres-holder.js';
import { postmasterUrl } from './postmaster-url.js';
import { getPostmaster } from './running-postgres.js';

const headers = { authorization: `Bearer ${makeToken({ sub: 'alice' })}`, 'content-type': 'application/json' };

describe('the service, when its PostgreSQL dies', () => {
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let cluster: string;
  let service: ServiceProcess;
  beforeAll(async () => {
    data = await newDataFolder();
    cluster = path.join(data.folder, 'data/postgres/cluster');
    service = await ServiceProcess.start(data.folder);
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    await data.remove();
  }, 60_000);

  const postmaster = async () => (await readPostmaster(cluster))?.pid ?? 0;
  const isReady = async () => (await exchange(service.url, '/health/ready')).status === 200;
  /** Lines of the log from `warn` on. */
  const failures = () => service.stdout.split('\n').filter((line) => /^\{"level":[456]0,/.test(line));

  const post = async (below: string, body: object) =>
    exchange(service.url, `/api/v1${below}`, { method: 'POST', headers, body: JSON.stringify(body) });

  /** Sends one after the other, each again until it is acknowledged. */
  const keepSending = async (chatId: number, sender: number, isEnough: () => boolean): Promise<string[]> => {
    const keys: string[] = [];
    for (let i = 0; !isEnough(); i++) {
      const message = { content: 'kept', client_message_id: `${sender}-${i}` };
      await until(async () => (await post(`/chats/${chatId}/messages`, message)).status === 200);
      keys.push(message.client_message_id);
    }
    return keys;
  };

  const stored = async (chatId: number): Promise<string[]> => {
    const keys: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const below: string = `/api/v1/chats/${chatId}/messages?limit=100${cursor && `&cursor=${cursor}`}`;
      const { json } = await exchange(service.url, below, { headers });
      const page = json as { data: { client_message_id: string }[]; next_cursor: string | null };
      keys.push(...page.data.map((message) => message.client_message_id));
      cursor = page.next_cursor;
    }
    return keys.sort();
  };

  it('starts it again, each time, loses nothing that was acknowledged, and says so', async () => {
    const { id: chatId } = (await post('/chats', {})).json as { id: number };
    let isEnough = false;
    const sending = Array.from({ length: 4 }, (_, sender) => keepSending(chatId, sender, () => isEnough));
    for (let round = 0; round < 3; round++) {
      process.kill(await postmaster(), 'SIGKILL');
      await until(() => service.stdout.match(/PostgreSQL accepts connections again/g)?.length === round + 1);
      await until(isReady);
    }
    isEnough = true;
    const acknowledged = (await Promise.all(sending)).flat().sort();
    expect(await stored(chatId)).toEqual(acknowledged);
    expect(failures().filter((line) => line.includes('PostgreSQL ended (SIGKILL)'))).toHaveLength(3);
    expect(service.stdout.match(/PostgreSQL accepts connections again/g)).toHaveLength(3);
  }, 120_000);

  it("repeats PostgreSQL's own words when one of its processes crashes", async () => {
    const url = await postmasterUrl(cluster);
    const client = new Client({ connectionString: url }).on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    for (const { pid } of rows) process.kill(pid, 'SIGKILL');
    await until(() => failures().some((line) => /\(PID \d+\) was terminated by signal 9/.test(line)));
    await until(isReady);
    const { password } = new URL(url);
    expect(service.stdout + service.stderr).not.toContain(password);
  }, 120_000);

  it('stops while its PostgreSQL is being started again', async () => {
    process.kill(await postmaster(), 'SIGKILL');
    await until(() => service.stdout.match(/PostgreSQL ended \(SIGKILL\)/g)?.length === 4);
    await service.stop();
    expect(service.exitCode).toBe(0);
    const { pid = 0 } = (await readPostmaster(cluster)) ?? {};
    expect(pid === 0 ? undefined : await findProcess(pid)).toBeUndefined();
  }, 120_000);
});

describe('a PostgreSQL that does not start again', () => {
  const { newFolder } = setUpStage();

  it("ends the process after a while, with PostgreSQL's own words", async () => {
    const folder = await newFolder();
    const holder = await PostgresHolder.start(folder, { script: path.join(import.meta.dirname, 'keep-postgres.mjs') });
    const killed = await getPostmaster(holder.url);
    await writeFile(path.join(folder, 'cluster/postgresql.auto.conf'), `shared_buffers = 'plenty'\n`);
    process.kill(killed, 'SIGKILL');
    expect(await holder.ended()).toBe(1);
    expect(holder.stderr).toMatch(
      /^The service ends\.\n.*has failed \d+ times[^]*invalid value for parameter "shared_buffers"/m,
    );
  });
});

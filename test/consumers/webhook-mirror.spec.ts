import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { freePort } from '../support/free-port.mjs';
import { act, groupOf } from '../support/group-chats.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { SECRET } from '../webhooks/webhook-receiver.js';
import { RunningProgram } from './running-program.js';

describe('the mirror', () => {
  let folder: string;
  let port: string;
  let api: ApiServer;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'mirror-'));
    port = String(await freePort());
    const WEBHOOK_URL = `http://127.0.0.1:${port}/`;
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), WEBHOOK_URL, WEBHOOK_SECRET: SECRET });
  });
  afterAll(async () => {
    await api.close();
    await rm(folder, { recursive: true });
  });

  const start = async () => {
    const program = path.join(import.meta.dirname, 'webhook-mirror.mjs');
    const mirror = new RunningProgram(process.execPath, [program, folder], {
      WEBHOOK_SECRET: SECRET,
      RECEIVER_PORT: port,
    });
    await until(() => mirror.stdout.includes('listening'));
    return mirror;
  };
  const isTold = () => until(async () => (await api.pool.query('SELECT 1 FROM webhook_due')).rowCount === 0);

  it('has what the service has, though it is killed and away for a while', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const mirror = await start();
    const [chat, gone] = [await groupOf(alice, bob), await ok(alice.createChat())];
    const first = await ok(alice.sendMessage(chat.id, 'first'));
    await ok(alice.sendMessage(gone.id, 'for a moment'));
    await isTold();
    expect(await readdir(folder)).toHaveLength(2);
    expect(await mirror.end('SIGKILL')).toBeNull();
    await ok(alice.sendMessage(chat.id, 'second'));
    await ok(bob.addReaction(first.id, '👍'));
    await ok(act(alice, chat.id, 'rename', { title: 'renamed' }));
    await ok(alice.updateChatStatus(gone.id, { status: 'DELETED' }));
    const again = await start();
    await isTold();
    expect(await readdir(folder)).toEqual([`${chat.id}.json`]);
    const kept = JSON.parse(await readFile(path.join(folder, `${chat.id}.json`), 'utf8')) as {
      seq: number;
      chat: object;
      messages: Record<string, object>;
    };
    const service = api.service();
    const shown = await ok(service.getChat(chat.id));
    expect([kept.seq, kept.chat]).toEqual([shown.last_seq, shown]);
    expect(Object.values(kept.messages)).toEqual((await ok(service.listMessages(chat.id, { order: 'asc' }))).data);

    const forged = { type: 'chat.changed', data: { chat_id: 9, seq: 1, messages: [] } };
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify(forged) });
    expect(answer.status).toBe(401);
    expect(await readdir(folder)).toEqual([`${chat.id}.json`]);
    await again.end('SIGTERM');
  });
});

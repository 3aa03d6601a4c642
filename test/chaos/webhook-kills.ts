import { setTimeout as delay } from 'node:timers/promises';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { freePort } from '../support/free-port.mjs';
import { ownDatabaseUrl } from '../support/test-database.js';
import { act } from '../support/group-chats.js';
import { WebhookReceiver } from '../webhooks/webhook-receiver.js';
import type { SeededRandom } from './seeded-random.js';
import { SupervisedServer } from './supervised-server.js';

export interface WebhookKillsOptions {
  readonly random: SeededRandom;
  readonly folder: string;
  readonly chats: number;
  readonly changes: number;
  readonly kills: number;
  /** Part of the calls that the receiver does not take. */
  readonly failing: number;
  /** For all to be told after the last change, in ms. */
  readonly settleMs: number;
}

export interface WebhookKillsReport {
  readonly calls: number;
  readonly failed: number;
  readonly kills: number;
  readonly mistakes: readonly string[];
}

const WORKERS = 2;

/** People talk, workers are killed, and the receiver takes only a part of the calls: in the end it knows everything. */
export async function runWebhookKills(options: WebhookKillsOptions): Promise<WebhookKillsReport> {
  const { random, folder, failing } = options;
  const receiver = await WebhookReceiver.start();
  receiver.manners = async () => {
    await delay(random.below(20));
    return random.chance(failing) ? 500 : 204;
  };
  const settings = { DATABASE_URL: await ownDatabaseUrl(), ...receiver.settings };
  const api = await startApi({ ...settings, WORKER: 'off' });
  const environment = { ...settings, NODE_ENV: 'production', JWT_SECRET: SECRET };
  const workers: SupervisedServer[] = [];
  for (let nth = 0; nth < WORKERS; nth++)
    workers.push(new SupervisedServer({ port: await freePort(), folder, environment, restartDelay: () => 0 }));
  try {
    const chatIds = await talk(api, workers, options);
    const mistakes = await judge(api, receiver, chatIds, options);
    const failed = receiver.calls.filter(({ status }) => status === 500).length;
    const kills = workers.reduce((sum, worker) => sum + worker.kills, 0);
    return { calls: receiver.calls.length, failed, kills, mistakes: [...receiver.mistakes, ...mistakes] };
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await api.close();
    await receiver.close();
  }
}

async function talk(
  api: ApiServer,
  workers: readonly SupervisedServer[],
  { random, chats: count, changes, kills }: WebhookKillsOptions,
): Promise<number[]> {
  while (!workers.every(({ isReady }) => isReady)) await delay(50);
  const alice = api.user('alice');
  const chats = await Promise.all(Array.from({ length: count }, () => ok(alice.createChat({ chat_type: 'GROUP' }))));
  for (let nth = 0; nth < changes; nth++) {
    const { id } = random.pick(chats)!;
    if (random.chance(0.1)) await ok(act(alice, id, 'rename', { title: `${nth}` }));
    else await ok(alice.sendMessage(id, `${nth}`));
    if (nth % Math.ceil(changes / kills) === 0) random.pick(workers.filter(({ isReady }) => isReady))?.kill();
    await delay(random.below(10));
  }
  const [deleted] = chats;
  await ok(alice.updateChatStatus(deleted!.id, { status: 'DELETED' }));
  return chats.map(({ id }) => id);
}

async function judge(
  api: ApiServer,
  receiver: WebhookReceiver,
  chatIds: readonly number[],
  { settleMs }: WebhookKillsOptions,
): Promise<string[]> {
  const service = api.service();
  const deadline = performance.now() + settleMs;
  const isDue = async () => ((await api.pool.query('SELECT 1 FROM webhook_due LIMIT 1')).rowCount ?? 0) > 0;
  while ((await isDue()) && performance.now() < deadline) await delay(100);
  const mistakes = [];
  for (const id of chatIds) {
    const taken = receiver.taken(id);
    const chat = await ok(service.getChat(id));
    if (receiver.knows(id) !== chat.last_seq)
      mistakes.push(`chat ${id}: told up to ${receiver.knows(id)} of ${chat.last_seq}`);
    for (const [nth, { after_seq, seq }] of taken.entries()) {
      const known = Math.max(0, ...taken.slice(0, nth).map((news) => news.seq));
      if (after_seq > known || seq < known) mistakes.push(`chat ${id}: ${after_seq} to ${seq} is told after ${known}`);
    }
    const shown = taken.findLast((news) => news.chat !== undefined)?.chat;
    if (shown?.status !== chat.status || shown.title !== chat.title) mistakes.push(`chat ${id} is not as it was told`);
    if (chat.status === 'DELETED') continue;
    const known = new Map(
      taken.flatMap(({ messages = [] }) => messages.map((message) => [message.id, message] as const)),
    );
    const { data } = await ok(service.listMessages(id, { after_seq: 0, limit: 100 }));
    for (const message of data)
      if (JSON.stringify(known.get(message.id)) !== JSON.stringify(message))
        mistakes.push(`message ${message.id} of chat ${id}`);
  }
  return mistakes;
}

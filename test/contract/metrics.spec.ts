import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { ServiceMetrics } from '../../apps/api/src/health/service-metrics.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { sumOf } from '../support/fresh-metrics.js';
import { makeToken } from '../support/json-web-token.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { metricsIn } from '../support/prometheus-query.js';
import { answered, ragChat } from '../support/reply-chats.js';
import { startReplyStage } from '../support/reply-stage.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';
import { WebhookReceiver } from '../webhooks/webhook-receiver.js';

/** All that can be counted is on, and nobody does the work. */
const SETTINGS = {
  WORKER: 'off',
  RATE_LIMITS: 'on',
  RATE_LIMIT_SEARCH: '1',
  RATE_LIMIT_REPLY: '1',
  WEBHOOK_URL: 'http://127.0.0.1:9/',
  WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  EMBEDDINGS_BASE_URL: 'http://127.0.0.1:9/v1',
  EMBEDDINGS_MODEL: 'none',
};

describe('what /metrics says', () => {
  let api: ApiServer;
  let live: LiveFeeds;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), ...SETTINGS });
    live = await LiveFeeds.on(api.url);
  });
  afterAll(() => api.close());

  const count = async (name: string, labels: Record<string, string> = {}) => sumOf(await scrape(api), name, labels);
  /** How much a metric grows meanwhile. */
  const growth = async (name: string, labels: Record<string, string>, during: () => Promise<void>) => {
    const before = sumOf(await scrape(api), name, labels);
    await during();
    return sumOf(await scrape(api), name, labels) - before;
  };

  it('is named as Prometheus wants it, and each metric once', async () => {
    const text = await (await fetch(`${api.url}/metrics`)).text();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({ name, type }));
    expect(new Set(types.map(({ name }) => name)).size).toBe(types.length);
    for (const { name, type } of types) {
      expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/);
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
      if (type === 'histogram' || type === 'summary') expect(name).toMatch(/_(seconds|bytes)$/);
      expect(name).not.toMatch(/_(ms|millis|milliseconds|minutes|kb|mb|kilobytes|megabytes)(_|$)/);
      expect(text).toMatch(new RegExp(`^# HELP ${name} \\S`, 'm'));
    }
    expect(types.length).toBeGreaterThan(30);
  });

  it('counts messages once each, by type and sender', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const send = () => ok(alice.sendMessage(id, { content: 'once', client_message_id: 'key' }));
    const texts = { message_type: 'TEXT', caller: 'person' };
    const grown = await growth('messages_total', texts, async () => {
      for (let times = 0; times < 3; times++) await send();
      await ok(alice.sendMessage(id, 'another'));
      await refused(alice.sendMessage(2 ** 50, 'nowhere'), 404, 'chat_not_found');
    });
    expect(grown).toBe(2);
    const notices = await growth('messages_total', { caller: 'service' }, async () => {
      await ok(api.service().sendMessage(id, { content: 'from a service', is_user: false }));
    });
    expect(notices).toBe(1);
  });

  it('counts reactions that changed something', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const message = await ok(alice.sendMessage(id, 'hello'));
    const react = async () => {
      for (let times = 0; times < 2; times++) await ok(alice.addReaction(message.id, '👍'));
      for (let times = 0; times < 2; times++) await ok(alice.removeReaction(message.id, '👍'));
    };
    expect(await growth('reactions_total', { act: 'added' }, react)).toBe(1);
    expect(await growth('reactions_total', { act: 'removed' }, react)).toBe(1);
  });

  it('counts logins that are refused by code, of requests and of WebSockets', async () => {
    const refusals = async () => {
      const user = api.user();
      await fetch(`${api.url}/api/v1/chats`);
      for (const token of ['x', makeToken({ sub: 'alice' }, { secret: 'another secret that is long enough' })])
        await refused(user.withToken(token).listChats(), 401, 'token_invalid');
      await refused(user.withToken(makeToken({ sub: 'alice', exp: 1 })).listChats(), 401, 'token_expired');
      await expect(live.socket(user.withToken('y'))).rejects.toThrow('refused: 401');
    };
    expect(await growth('logins_refused_total', { code: 'token_invalid' }, refusals)).toBe(3);
    expect(await growth('logins_refused_total', { code: 'token_expired' }, refusals)).toBe(1);
    expect(await growth('logins_refused_total', { code: 'token_required' }, refusals)).toBe(1);
  });

  it('counts what is over a limit by class and caller', async () => {
    const searches = async () => {
      const user = api.user();
      await ok(user.listChats({ q: 'words' }));
      for (let times = 0; times < 2; times++) await refused(user.listChats({ q: 'words' }), 429, 'rate_limited');
    };
    expect(await growth('requests_rate_limited_total', { class: 'search', caller: 'person' }, searches)).toBe(2);
    const questions = async () => {
      const user = api.user();
      const { id } = await ragChat(user);
      await ok(user.sendMessage(id, 'What is this?'));
      await refused(user.sendMessage(id, 'And what is that?'), 429, 'rate_limited');
    };
    expect(await growth('requests_rate_limited_total', { class: 'reply', caller: 'person' }, questions)).toBe(1);
  });

  it('shows open feeds by kind, and counts how they end', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const open = (kind: string, scope: string) => count('live_feeds', { kind, scope });
    const closed = (kind: string, code: string) => count('live_feeds_closed_total', { kind, code });
    const [rude, leaving, saying, expiring] = [
      await live.socket(alice),
      await live.socket(alice),
      await live.socket(alice),
      await live.socket(alice.withToken(makeToken({ sub: alice.userId, exp: Math.floor(Date.now() / 1000) - 28 }))),
    ];
    const streams = [await live.ofUser(alice), await live.ofChat(alice, id), await live.ofChat(alice, id)];
    await until(async () => (await open('event_stream', 'chat')) === 2);
    expect([await open('event_stream', 'user'), (await open('websocket', 'user')) >= 3]).toEqual([1, true]);
    rude.socket.send('not typing');
    leaving.socket.close();
    saying.socket.close(4321);
    for (const stream of streams) stream.close();
    await expiring.ended();
    await until(async () => (await count('live_feeds')) === 0);
    expect(await closed('websocket', '1008')).toBe(1);
    expect(await closed('websocket', '1005')).toBe(1);
    expect(await closed('websocket', 'other')).toBe(1);
    expect(await closed('websocket', '4401')).toBe(1);
    expect(await closed('event_stream', '1005')).toBe(3);
  });

  it('says how old the oldest work is', async () => {
    const user = api.user();
    const { id } = await ragChat(user);
    await ok(user.sendMessage(id, 'Who does the work?'));
    await api.pool.query(`UPDATE message_work SET opened_at = now() - interval '1 hour' WHERE chat_id = $1`, [id]);
    const age = await count('reply_work_oldest_seconds', { kind: 'reply' });
    expect([age >= 3600, await count('reply_work_oldest_seconds', { kind: 'file' })]).toEqual([true, 0]);
    expect(await count('reply_work', { kind: 'reply', state: 'waiting' })).toBeGreaterThan(0);
  });

  describe('is all that the alerts and the dashboard ask for', () => {
    interface Rules {
      readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
    }
    interface Dashboard {
      readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
    }
    const read = (name: string) => readFile(`docs/operations/${name}`, 'utf8');
    const expressions = async () => {
      const rules = (load(await read('alerts.yml')) as Rules).groups.flatMap((group) => group.rules);
      const { panels } = JSON.parse(await read('grafana-dashboard.json')) as Dashboard;
      return [
        ...rules.map(({ expr }) => expr),
        ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      ];
    };
    /** What Prometheus adds by itself. */
    const OF_PROMETHEUS = ['job', 'instance'];

    it('by name and label', async () => {
      const text = (await scrape(api)) + (await metricsOfWork());
      const series = [...text.matchAll(/^(\w+)\{(.*)\} \S+$/gm)];
      const labelsOf = (name: string) =>
        series
          .filter(([, named]) => named === name)
          .flatMap(([, , labels = '']) => [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label));
      const asked = (await expressions()).flatMap(metricsIn).filter(({ name }) => name !== 'up');
      expect(asked.length).toBeGreaterThan(30);
      for (const { name, labels } of asked) {
        expect(text).toMatch(new RegExp(`^${name}[ {]`, 'm'));
        const there = [...OF_PROMETHEUS, ...labelsOf(name)];
        expect([name, labels.filter((label) => !there.includes(label))]).toEqual([name, []]);
      }
    });
  });
});

/** What `/metrics` would say now, if it did not keep its answer for a second. */
function scrape({ app }: ApiServer): Promise<string> {
  return app.get(ServiceMetrics).scrape();
}

/** Of a server that has written a reply with a model, and called a receiver of webhooks. */
async function metricsOfWork(): Promise<string> {
  const receiver = await WebhookReceiver.start();
  const stage = await startReplyStage(receiver.settings);
  try {
    const user = stage.api.user();
    const { id } = await ragChat(user);
    await answered(user, id, 'What is this?');
    await until(() => receiver.knows(id) >= 2);
    return await scrape(stage.api);
  } finally {
    await stage.close();
    await receiver.close();
  }
}

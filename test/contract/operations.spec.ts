import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startApi } from '../support/api-server.js';
import { type Answer, exchange, type Request } from '../support/http-exchange.js';
import { makeToken } from '../support/json-web-token.js';
import { newDataFolder, ServiceProcess } from '../support/service-process.js';
import { until } from '../support/until.js';

const TEXT = 'The rain in Spain stays mainly in the plain.';

describe('the running service', () => {
  const sub = `alice-${randomUUID()}`;
  const token = makeToken({ sub });
  let data: Awaited<ReturnType<typeof newDataFolder>>;
  let service: ServiceProcess;
  beforeAll(async () => {
    data = await newDataFolder();
    service = await ServiceProcess.start(data.folder, { LOG_LEVEL: 'trace', NODE_ENV: 'production' });
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await data.remove();
  });

  const ask = (path: string, { headers, ...more }: Request = {}): Promise<Answer> =>
    exchange(service.url, path, {
      ...more,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    });

  /** The log lines of one request, as soon as there are any. */
  const linesOf = async (requestId: string): Promise<Record<string, unknown>[]> => {
    const lines = () => service.stdout.split('\n').filter((line) => line.includes(requestId));
    await until(() => lines().length > 0);
    return lines().map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('is live and ready, and needs no token to say so', async () => {
    const live = await exchange(service.url, '/health/live');
    const ready = await exchange(service.url, '/health/ready');
    expect([live.status, live.json, ready.status, ready.json]).toEqual([
      200,
      { status: 'live' },
      200,
      { status: 'ready' },
    ]);
  });

  it('counts requests by route template, never by id', async () => {
    const created = await ask('/api/v1/chats', { method: 'POST', body: '{}' });
    const { id } = created.json as { id: number };
    await ask(`/api/v1/chats/${id}`);
    await ask('/api/v1/chats/987654321');
    await ask('/api/v1/nothing/987654321');
    const { status, headers, text } = await exchange(service.url, '/metrics');
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)]);
    const counted = text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
    for (const [method, route, code] of [
      ['POST', '/api/v1/chats', 200],
      ['GET', '/api/v1/chats/:chat_id', 200],
      ['GET', '/api/v1/chats/:chat_id', 404],
    ])
      expect(counted).toContain(
        `http_request_duration_seconds_count{method="${method}",route="${route}",code="${code}"} 1`,
      );
    expect(text).not.toContain('987654321');
    expect(text).not.toContain(sub);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
  });

  it.each([
    ['POST', '/api/v1/chats', '/api/v1/chats', '{}', 200],
    ['GET', '/api/v1/chats?limit=1', '/api/v1/chats', undefined, 200],
    ['GET', '/api/v1/chats/0', '/api/v1/chats/:chat_id', undefined, 400],
    [
      'DELETE',
      '/api/v1/messages/987654321/reactions/x',
      '/api/v1/messages/:message_id/reactions/:reaction',
      undefined,
      404,
    ],
  ])('writes one line of JSON about a request: %s %s', async (method, path, route, body, status) => {
    const requestId = randomUUID();
    await ask(path, { method, body, headers: { 'x-request-id': requestId } });
    const duration_ms = expect.any(Number);
    expect(await linesOf(requestId)).toEqual([
      expect.objectContaining({ request_id: requestId, user_id: sub, method, route, status, duration_ms }),
    ]);
  });

  it('writes a line about a request without a token, or to nowhere, too', async () => {
    const [unknown, lost] = [randomUUID(), randomUUID()];
    await exchange(service.url, '/api/v1/chats', { headers: { 'x-request-id': unknown } });
    await exchange(service.url, '/nothing', { headers: { 'x-request-id': lost } });
    expect(await linesOf(unknown)).toEqual([expect.objectContaining({ route: '/api/v1/chats', status: 401 })]);
    expect(await linesOf(lost)).toEqual([expect.objectContaining({ status: 404 })]);
  });

  it('writes only lines of JSON, and neither tokens nor text in them', async () => {
    const { json } = await ask('/api/v1/chats', {
      method: 'POST',
      body: JSON.stringify({ title: TEXT, chat_metadata: { TEXT } }),
    });
    const messages = `/api/v1/chats/${(json as { id: number }).id}/messages`;
    const said = { content: TEXT, client_message_id: TEXT, message_metadata: { TEXT } };
    expect((await ask(messages, { method: 'POST', body: JSON.stringify(said) })).status).toBe(200);
    // Refused in every way: by a rule, by a field, by the database's key, by the parser.
    for (const body of [
      { ...said, content: `${TEXT}!` },
      { ...said, parent_message_id: 987_654_321 },
      { content: 7, [TEXT]: TEXT },
    ])
      expect((await ask(messages, { method: 'POST', body: JSON.stringify(body) })).status).toBe(400);
    await ask(messages, { method: 'POST', body: TEXT });
    await ask(`${messages}?q=${encodeURIComponent(TEXT)}`);
    await ask(messages, { headers: { authorization: `Bearer ${token}x` } });
    const last = randomUUID();
    await ask('/api/v1/chats', { headers: { 'x-request-id': last } });
    await linesOf(last);
    const logged = service.stdout + service.stderr;
    for (const secret of [
      TEXT,
      encodeURIComponent(TEXT),
      'Spain',
      token,
      token.split('.')[1] ?? '',
      token.split('.')[2] ?? '',
    ])
      expect(logged).not.toContain(secret);
    for (const line of service.stdout.split('\n').slice(0, -1))
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
  });
});

describe('a service on a database without its schema', () => {
  it('is live but not ready', async () => {
    const server = process.env['TEST_POSTGRES_URL'] ?? '';
    const name = `not_migrated_${process.pid}`;
    const admin = new pg.Client(server);
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    const api = await startApi({ DATABASE_URL: server.replace(/\/postgres$/, `/${name}`) });
    const live = await exchange(api.url, '/health/live');
    const ready = await exchange(api.url, '/health/ready');
    await api.close();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
    expect([live.status, ready.status, ready.problem.status]).toEqual([200, 503, 503]);
  });
});

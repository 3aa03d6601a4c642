import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoredBytes } from '#libs/limits';
import { StoredUsageRepository } from '../../libs/limits/src/stored-usage.repository.js';
import { RetentionService } from '#libs/retention';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { LoggedErrors } from '../support/logged-errors.js';
import { ok, refused } from '../support/expectations.js';
import { ended, ragChat, sendFile } from '../support/reply-chats.js';
import { personOf } from '../support/person-of.js';
import { pdfOf } from '../reply/extraction-files.js';

const QUOTA = 1_000_000;
const PART = 50_000;

describe('quotas of stored bytes', () => {
  let servers: ApiServer[];
  let api: ApiServer;
  beforeAll(async () => {
    servers = [];
    for (let nth = 0; nth < 2; nth++) servers.push(await startApi({ STORED_MB_PER_USER_PER_DAY: '1' }));
    api = servers[0]!;
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
  });

  const written = () => Promise.all(servers.map(({ app }) => app.get(StoredBytes, { strict: false }).write()));
  const usageOf = async (userId: string): Promise<number> => {
    await written();
    const { rows } = await api.pool.query<{ bytes: string }>('SELECT bytes FROM stored_usage WHERE user_id = $1', [
      userId,
    ]);
    return Number(rows[0]?.bytes ?? 0);
  };
  const ofBytes = (bytes: number) => ({ content: 'é'.repeat(Math.floor(bytes / 2)) + 'x'.repeat(bytes % 2) });
  const fill = async (who: ApiClient, chatId: number, bytes: number) => {
    for (let left = bytes; left > 0; left -= PART) await ok(who.sendMessage(chatId, ofBytes(Math.min(PART, left))));
  };

  it('let exactly as many bytes through, and say when they begin again', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const metadata = { colour: 'grün' };
    const size = Buffer.byteLength(JSON.stringify(metadata));
    await ok(alice.sendMessage(id, { ...ofBytes(PART - size), message_metadata: metadata }));
    await fill(alice, id, QUOTA - PART - 10);
    const { detail } = await refused(alice.sendMessage(id, ofBytes(11)), 400, 'quota_exceeded');
    expect(detail).toContain('STORED_MB_PER_USER_PER_DAY');
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(detail).toContain(`${tomorrow}T00:00:00Z`);
    await ok(alice.sendMessage(id, ofBytes(10)));
    await refused(alice.sendMessage(id, 'x'), 400, 'quota_exceeded');
    expect(await usageOf(alice.userId)).toBe(QUOTA);
    // Nobody else's.
    await ok(api.user('bob').createChat());
    // Reading and marking go on.
    expect((await ok(alice.listMessages(id, { limit: 1 }))).data).toHaveLength(1);
  });

  it('count a repeated send once, and answer it also when nothing is left', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const first = { ...ofBytes(PART), client_message_id: 'first' };
    const sent = await ok(alice.sendMessage(id, first));
    for (let nth = 0; nth < 3; nth++) await ok(alice.sendMessage(id, first));
    expect(await usageOf(alice.userId)).toBe(PART);
    await fill(alice, id, QUOTA - PART);
    await refused(alice.sendMessage(id, 'more'), 400, 'quota_exceeded');
    expect((await ok(alice.sendMessage(id, first))).id).toBe(sent.id);
    await refused(alice.sendMessage(id, { ...first, content: 'other' }), 400, 'idempotency_key_reused');
  });

  it('go beyond by what is sent at once, and then by nothing more', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await fill(alice, id, QUOTA - 5 * PART);
    const replies = await Promise.all(Array.from({ length: 50 }, () => alice.sendMessage(id, ofBytes(PART))));
    const sent = replies.filter(({ status }) => status === 200);
    expect(sent.length).toBeGreaterThanOrEqual(5);
    for (const reply of replies) if (reply.status !== 200) await refused(reply, 400, 'quota_exceeded');
    await refused(alice.sendMessage(id, 'x'), 400, 'quota_exceeded');
    expect(await usageOf(alice.userId)).toBe(QUOTA + (sent.length - 5) * PART);
  });

  it('hold over several servers, a moment later', async () => {
    const alice = personOf(servers, 'alice');
    const { id } = await ok(alice.at(0).createChat());
    await ok(alice.at(1).sendMessage(id, 'known here'));
    await fill(alice.at(0), id, QUOTA - 10);
    await refused(alice.at(0).sendMessage(id, ofBytes(11)), 400, 'quota_exceeded');
    await written();
    // What this server adds tells it what the other one has added.
    const first = await alice.at(1).sendMessage(id, 'x');
    if (first.status !== 200) await refused(first, 400, 'quota_exceeded');
    await written();
    await refused(alice.at(1).sendMessage(id, 'x'), 400, 'quota_exceeded');
  });

  it('are written without deadlocks, in one order, by servers that add for the same people', async () => {
    const people = Array.from({ length: 300 }, () => `p-${randomUUID()}`);
    const stored = servers.map(({ app }) => app.get(StoredBytes, { strict: false }));
    for (let round = 0; round < 5; round++) {
      stored.forEach((each, nth) => (nth === 0 ? people : people.toReversed()).forEach((who) => each.add(who, 7)));
      await written();
    }
    const { rows } = await api.pool.query('SELECT DISTINCT bytes FROM stored_usage WHERE user_id = ANY ($1)', [people]);
    expect(rows).toEqual([{ bytes: String(5 * 2 * 7) }]);
  });

  it('count what a service sends for somebody as theirs, and not what it sends as itself', async () => {
    const [alice, shop] = [api.user('alice'), api.service('shop')];
    const { id } = await ok(alice.createChat());
    await fill(alice, id, QUOTA - PART);
    await ok(shop.sendMessage(id, { ...ofBytes(PART), user_id: alice.userId }));
    await refused(shop.sendMessage(id, { content: 'x', user_id: alice.userId }), 400, 'quota_exceeded');
    await refused(alice.sendMessage(id, 'x'), 400, 'quota_exceeded');
    await ok(shop.sendMessage(id, { content: 'a notice' }));
    expect([await usageOf(alice.userId), await usageOf(shop.userId)]).toEqual([QUOTA, 0]);
  });

  it('count documents, and the text that was read from them', async () => {
    const alice = api.user('alice');
    const { id } = await ragChat(alice);
    const content = Buffer.from(await pdfOf(['Refunds take five working days.'])).toString('base64');
    const metadata = { media_type: 'application/pdf', encoding: 'base64' };
    const file = await ended(alice, await sendFile(alice, id, content, metadata));
    expect(file.status).toBe('SENT');
    const { rows } = await api.pool.query<{ text: string }>('SELECT text FROM document_text WHERE chat_id = $1', [id]);
    const sizes = [content, JSON.stringify(metadata), rows[0]?.text ?? ''].map((text) => Buffer.byteLength(text));
    expect(await usageOf(alice.userId)).toBe(sizes.reduce((sum, size) => sum + size));
    expect(sizes.every((size) => size > 0)).toBe(true);
  });

  it('count for the day on which they were stored, also when they are written on the next', async () => {
    const userId = `p-${randomUUID()}`;
    const stored = api.app.get(StoredBytes, { strict: false });
    const days = [-1, 0].map((day) => new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10));
    const { now } = Date;
    try {
      Date.now = () => Date.parse(`${days[0]}T23:59:59.900Z`);
      stored.add(userId, 7);
      Date.now = now;
      stored.add(userId, 5);
      await stored.write();
    } finally {
      Date.now = now;
    }
    const { rows } = await api.pool.query(
      'SELECT day::text, bytes::int FROM stored_usage WHERE user_id = $1 ORDER BY day',
      [userId],
    );
    expect(rows).toEqual([
      { day: days[0], bytes: 7 },
      { day: days[1], bytes: 5 },
    ]);
    // What is known of today is not what was written of yesterday.
    expect(await stored.refusal(userId, QUOTA - 5)).toBeUndefined();
    expect(await stored.refusal(userId, QUOTA - 4)).toBeDefined();
  });

  it('are said to be lost where they are, and counted later where they are not', async () => {
    const errors = new LoggedErrors();
    const person = `p-${randomUUID()}`;
    const stored = new StoredBytes(api.app.get(StoredUsageRepository, { strict: false }), {
      STORED_MB_PER_USER_PER_DAY: 1,
    });
    await api.pool.query(`CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE 'not now' USING ERRCODE = '53100'; END $$`);
    const goAway = () => api.pool.query('CREATE TRIGGER away BEFORE INSERT ON stored_usage EXECUTE FUNCTION away()');
    await goAway();
    try {
      stored.add(person, 7);
      await stored.write();
      expect(errors.texts).toEqual([]);
      await api.pool.query('DROP TRIGGER away ON stored_usage');
      await stored.write();
      expect(await usageOf(person)).toBe(7);
      await goAway();
      for (let nth = 0; nth < 100_003; nth++) stored.add(`lost-${nth}`, 1);
      await stored.write();
      expect(errors.texts).toEqual(['stored bytes of 3 people are lost']);
      await stored.beforeApplicationShutdown();
      expect(errors.texts.at(-1)).toBe('stored bytes of 100000 people are lost');
    } finally {
      await api.pool.query('DROP FUNCTION away CASCADE');
      errors.stop();
    }
  });

  it('are forgotten after a week', async () => {
    const userId = `p-${randomUUID()}`;
    for (const days of [1, 7, 8, 400])
      await api.pool.query(`INSERT INTO stored_usage VALUES ($1, (now() AT TIME ZONE 'UTC')::date - $2::int, 1)`, [
        userId,
        days,
      ]);
    await api.app.get(RetentionService).purge();
    const { rowCount } = await api.pool.query('SELECT 1 FROM stored_usage WHERE user_id = $1', [userId]);
    expect(rowCount).toBe(2);
  });
});

it('a quota of 0 is none, and counts nothing', async () => {
  const api = await startApi({ STORED_MB_PER_USER_PER_DAY: '0' });
  const alice = api.user('alice');
  const { id } = await ok(alice.createChat());
  await ok(alice.sendMessage(id, 'x'));
  await api.app.get(StoredBytes, { strict: false }).write();
  const { rowCount } = await api.pool.query('SELECT 1 FROM stored_usage WHERE user_id = $1', [alice.userId]);
  expect(rowCount).toBe(0);
  await api.close();
});

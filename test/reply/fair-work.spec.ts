import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { claimStatement, MessageWorkService } from '#libs/message';
import { ok, refused } from '../support/expectations.js';
import { answered, ended, lookAt, ragChat, sendFile } from '../support/reply-chats.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';
import { bytesFile, PDF, slowPdf } from './extraction-files.js';

const NEXT = { leaseSeconds: 60, maxReplies: 20, after: '', busy: [] };
const KINDS = ['file', 'reply'] as const;

describe('work of several people', () => {
  let stage: ReplyStage;
  beforeAll(async () => {
    stage = await startReplyStage();
  });
  afterAll(() => stage.close());

  const openWork = async (asker: string) => {
    const { rows } = await stage.api.pool.query('SELECT 1 FROM message_work WHERE asker = $1', [asker]);
    return rows.length;
  };

  it('goes on for everybody else while the files of one of them take long', async () => {
    const [mallory, stranger] = [stage.api.user(), stage.api.user()];
    const { id: heap } = await ragChat(mallory);
    const { content, metadata } = bytesFile(slowPdf(), PDF);
    for (let nth = 0; nth < 10; nth++) await sendFile(mallory, heap, content, metadata);
    await until(async () => (await openWork(mallory.userId)) === 10);
    stage.model.behave({ does: 'answer', chunks: ['Whole.'] });
    const { id: desk } = await ragChat(stranger);
    expect(await answered(stranger, desk, 'Is it?')).toMatchObject({ status: 'SENT', content: 'Whole.' });
    const file = await sendFile(stranger, desk, '<p>A rod.', { media_type: 'text/html' });
    expect(await ended(stranger, file)).toMatchObject({ status: 'SENT' });
    expect(await openWork(mallory.userId)).toBe(10);
    await ok(mallory.updateChatStatus(heap, { status: 'DELETED' }));
    await until(async () => (await openWork(mallory.userId)) === 0);
  });

  it('is asked of the model in turn, and never all of one person', async () => {
    const [mallory, stranger] = [stage.api.user(), stage.api.user()];
    stage.model.behave({ does: 'hang' }, { does: 'hang' }, { does: 'answer', chunks: ['Whole.'] });
    const chats = await Promise.all(Array.from({ length: 20 }, () => ragChat(mallory)));
    for (const { id } of chats) await ok(mallory.sendMessage(id, 'Is it?'));
    await until(() => stage.model.answering === 2);
    expect(await answered(stranger, (await ragChat(stranger)).id, 'Is it?')).toMatchObject({ content: 'Whole.' });
    expect([stage.model.requests.length, await openWork(mallory.userId)]).toEqual([3, 20]);
    for (const { id } of chats) await ok(mallory.updateChatStatus(id, { status: 'DELETED' }));
    await until(async () => (await openWork(mallory.userId)) === 0);
  });
});

describe('the queue of work', () => {
  let stage: ReplyStage;
  let service: MessageWorkService;
  let chatId: number;
  beforeAll(async () => {
    stage = await startReplyStage({ WORKER: 'off' });
    service = stage.api.app.get(MessageWorkService, { strict: false });
    ({ id: chatId } = await ragChat(stage.api.user()));
  });
  afterAll(() => stage.close());

  const fill = async (rows: string) => {
    await stage.api.pool.query('TRUNCATE message_work');
    await stage.api.pool.query(
      `INSERT INTO message_work (chat_id, message_id, kind, asker, change_seq) SELECT ${chatId}, nth, kind, asker, 1 FROM ${rows}`,
    );
  };

  it('is served round robin between people, each their oldest first', async () => {
    await fill(`(SELECT nth, 'file' AS kind, (ARRAY['a', 'a', 'a', 'b', 'c'])[1 + nth % 5] AS asker
      FROM generate_series(0, 9) nth) w`);
    const served: (readonly [string, number])[] = [];
    for (let after = '', nth = 0; nth < 10; nth++) {
      const work = await service.claim({ ...NEXT, kind: 'file', after });
      after = work!.asker;
      served.push([after, work!.messageId]);
    }
    expect(served.map(([asker]) => asker).join('')).toBe('abcabcaaaa');
    expect(served.filter(([asker]) => asker === 'a').map(([, id]) => id)).toEqual([0, 1, 2, 5, 6, 7]);
    expect(await service.claim({ ...NEXT, kind: 'file' })).toBeUndefined();
  });

  it('gives each piece to one of many who ask at once', async () => {
    await fill(`(SELECT nth, 'file' AS kind, 'p' || nth % 3 AS asker FROM generate_series(1, 40) nth) w`);
    const claims = Array.from({ length: 60 }, () => service.claim({ ...NEXT, kind: 'file' }));
    const ids = (await Promise.all(claims)).map((work) => work?.messageId);
    // Whoever came by a row while it was locked may have found none; nobody gets one twice.
    const given = ids.filter((id) => id !== undefined);
    expect(new Set(given).size).toBe(given.length);
    for (let more = true; more;) {
      const work = await service.claim({ ...NEXT, kind: 'file' });
      if (work !== undefined) given.push(work.messageId);
      more = work !== undefined;
    }
    expect(given.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, nth) => nth + 1));
  });

  it('leaves out who has enough, except to refuse their replies beyond the limit', async () => {
    await fill(`(SELECT nth, 'reply' AS kind, 'a' AS asker FROM generate_series(1, 22) nth) w`);
    const claim = (busy: readonly string[]) => service.claim({ ...NEXT, kind: 'reply', busy });
    const taken = [await claim([]), await claim([]), await claim(['a']), await claim(['a'])];
    expect(taken.map((work) => [work?.messageId, work?.isBeyondLimit])).toEqual([
      [1, false],
      [21, true],
      [22, true],
      [undefined, undefined],
    ]);
  });

  it.each(KINDS)('is claimed at the cost of a few pages, however many a %s of one person waits', async (kind) => {
    await fill(`(SELECT nth, k AS kind, CASE WHEN nth > 100000 THEN 'victim' ELSE 'mallory' END AS asker
      FROM generate_series(1, 100001) nth, unnest(ARRAY['file', 'reply']) k WHERE (nth % 2 = 0) = (k = 'file')) w`);
    await stage.api.pool.query('ANALYZE message_work');
    for (const more of [{}, { after: 'mallory' }, { busy: ['mallory'] }])
      expect(await pagesOf(claimStatement(randomUUID(), { ...NEXT, kind, ...more }))).toBeLessThan(60);
  });

  it('takes 1,000 files of one person at most', async () => {
    const owner = stage.api.user();
    const { id } = await ragChat(owner);
    await fill(`(SELECT nth, 'file' AS kind, '${owner.userId}' AS asker FROM generate_series(1, 999) nth) w`);
    const last = await sendFile(owner, id, 'Text.', { media_type: 'text/plain' });
    expect(await lookAt(owner, last)).toMatchObject({ status: 'SENDING' });
    const file = { content: 'Text.', message_type: 'FILE', client_message_id: 'again' };
    await refused(owner.sendMessage(id, file), 400, 'too_many_files');
    expect((await ok(owner.listMessages(id))).data.map((message) => message.id)).toEqual([last.id]);
    await ok(owner.updateMessageStatus(last.id, { status: 'FAILED' }));
    expect(await ok(owner.sendMessage(id, file))).toMatchObject({ status: 'SENDING' });
    await refused(owner.updateMessageStatus(last.id, { status: 'SENDING' }), 400, 'too_many_files');
    expect(await lookAt(owner, last)).toMatchObject({ status: 'FAILED' });
  });

  /** Pages that a statement touches, planned as the service has it planned: for any values. */
  async function pagesOf({ text, values }: ReturnType<typeof claimStatement>): Promise<number> {
    const client = await stage.api.pool.connect();
    const name = `plan_${randomUUID().replaceAll('-', '')}`;
    const literals = values.map((value) =>
      Array.isArray(value) ? `'{${value.join(',')}}'` : typeof value === 'number' ? value : `'${String(value)}'`,
    );
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL plan_cache_mode = force_generic_plan; PREPARE ${name} AS ${text}`);
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE ${name}(${literals.join(', ')})`,
      );
      const { Plan: plan } = rows[0]!['QUERY PLAN'][0];
      return plan['Shared Hit Blocks']! + plan['Shared Read Blocks']!;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }
});

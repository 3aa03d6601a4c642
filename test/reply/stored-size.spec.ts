import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ended, errorOf, ragChat, sendFile } from '../support/reply-chats.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { bareDocx, bytesFile, DOCX, paragraph } from './extraction-files.js';

const TABLES = ['document_text', 'passage', 'posting', 'passage_vector'];
/** Bytes of disk for each byte of a file, and for each file. */
const MOST_TIMES = 40;
const SOME = 512 * 1024;

/** All different, in an order that packs well. */
const words = (count: number) => Array.from({ length: count }, (_, nth) => (36 ** 4 + nth).toString(36));
/** Three letters or digits each. */
const shortWords = (count: number) => Array.from({ length: count }, (_, nth) => (36 ** 2 + nth).toString(36));

describe('what a file leaves on the disk', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(() => api.close());

  const onDisk = async () => {
    const sizes = TABLES.map((table) => `pg_total_relation_size('${table}')`).join(' + ');
    const { rows } = await api.pool.query<{ bytes: string }>(`SELECT ${sizes} AS bytes`);
    return Number(rows[0]!.bytes);
  };
  const send = async (content: string, metadata: object): Promise<MessageDto & { added: number }> => {
    const owner = api.user();
    const { id } = await ragChat(owner);
    const before = await onDisk();
    const file = await ended(owner, await sendFile(owner, id, content, metadata));
    return { ...file, added: (await onDisk()) - before };
  };

  const docx = (body: string) => bytesFile(bareDocx(body), DOCX);
  const csv = { media_type: 'text/plain', filename: 'wide.csv' };
  const html = { media_type: 'text/html' };
  const shapes: readonly [string, () => { content: string; metadata: object }, 'SENT' | 'FAILED'][] = [
    ['a sentence twenty thousand times', () => docx(paragraph('It is always the same. ').repeat(20_000)), 'FAILED'],
    ['words that are all different, packed', () => docx(paragraph(words(100_000).join(' '))), 'FAILED'],
    ['short words that are all different', () => ({ content: words(150_000).join(' '), metadata: csv }), 'FAILED'],
    [
      'a heading for each few words',
      () => docx('<w:p/>' + paragraph(`# ${'a b '.repeat(40)}`).repeat(20_000)),
      'FAILED',
    ],
    ['a table of cells alone', () => ({ content: '<tr><td>x'.repeat(100_000), metadata: html }), 'SENT'],
    [
      'a hundred thousand columns',
      () => ({ content: `${'a,'.repeat(100_000)}\n${'1,'.repeat(100_000)}`, metadata: csv }),
      'SENT',
    ],
    ['noise', () => ({ content: randomBytes(375_000).toString('hex'), metadata: csv }), 'SENT'],
    ['prose', () => docx(paragraph(prose())), 'SENT'],
  ];

  it.each(['base64', 'BASE64'])('is bounded by the bytes of the file, not of its %s', async (encoding) => {
    // More words than 7,500 words of these may be in so many bytes, and fewer than in those of their base64.
    const content = Buffer.from(shortWords(7_500).join(' ')).toString('base64');
    const file = await send(content, { media_type: 'text/plain', filename: 'a.csv', encoding });
    expect(errorOf(file).code).toBe('too_large');
  });

  it.each(shapes)('is in proportion to it when it is %s', async (_what, make, status) => {
    const { content, metadata } = make();
    const file = await send(content, metadata);
    const bytes = content.length;
    expect([file.status, file.added < SOME + MOST_TIMES * bytes]).toEqual([status, true]);
    if (status === 'FAILED') {
      expect([errorOf(file).code, file.added < SOME]).toEqual(['too_large', true]);
      expect(errorOf(file).detail).toMatch(/at most/);
    }
  });

  /** Packs as prose does, into a third of its size. */
  function prose(): string {
    const vocabulary = Array.from({ length: 3_000 }, (_, nth) => (nth * 7919 + 50_000).toString(26));
    let seed = 1;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    return Array.from({ length: 40_000 }, (_, nth) => {
      const rank = Math.floor(3_000 ** ((next() % 10_000) / 10_000));
      return (vocabulary[rank] ?? 'word') + (nth % 12 === 11 ? '.' : '');
    }).join(' ');
  }
});

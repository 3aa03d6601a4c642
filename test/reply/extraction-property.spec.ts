import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { Extractor, Unreadable } from '#libs/extraction';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { bytesFile, DOCX, docxOf, PDF, pdfOf } from './extraction-files.js';

const MEDIA_TYPES = [PDF, DOCX, 'text/html', 'text/plain', 'text/plain; charset=utf-16le', 'text/html; charset=gbk'];
const HEADS = ['', '%PDF-1.7\n', 'PK\x03\x04', '<html><p>', '\xff\xfe', '\xef\xbb\xbf'];

describe('From any bytes', () => {
  const extractor = new Extractor();
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => extractor.onApplicationShutdown());

  /** Text that can be stored or a refusal, and the same again; nothing of our own making is damaged by it. */
  async function isAnswered(bytes: Uint8Array, mediaType: string): Promise<void> {
    const answer = await read(bytes, mediaType);
    expect(await read(bytes, mediaType)).toEqual(answer);
    if (typeof answer !== 'string') return;
    expect(answer).toMatch(/\S/);
    expect(answer.isWellFormed() && !answer.includes('\0')).toBe(true);
  }

  async function read(bytes: Uint8Array, mediaType: string): Promise<string | { code: string }> {
    try {
      return (await extractor.extract(bytesFile(bytes, mediaType))).text;
    } catch (error) {
      if (error instanceof Unreadable) return { code: error.code };
      throw error;
    }
  }

  const random = fc.record({
    head: fc.constantFrom(...HEADS),
    tail: fc.uint8Array({ maxLength: 2_000 }),
    mediaType: fc.constantFrom(...MEDIA_TYPES),
  });

  it(
    'they are read or refused',
    () =>
      holds(300, random, ({ head, tail, mediaType }) =>
        isAnswered(Buffer.concat([Buffer.from(head, 'latin1'), tail]), mediaType),
      ),
    PROPERTY_TIMEOUT,
  );

  const damage = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }), {
    minLength: 1,
    maxLength: 12,
  });

  it(
    'a file with damaged bytes is read or refused',
    async () => {
      const files = [
        { bytes: await pdfOf(['A page of text.', 'Another page.']), mediaType: PDF },
        { bytes: await docxOf(), mediaType: DOCX },
      ];
      await holds(150, fc.record({ file: fc.constantFrom(...files), damage }), async ({ file, damage: places }) => {
        const bytes = Buffer.from(file.bytes);
        for (const { at, byte } of places) bytes[Math.floor(at * (bytes.length - 1))] = byte;
        await isAnswered(bytes, file.mediaType);
      });
    },
    PROPERTY_TIMEOUT,
  );
});

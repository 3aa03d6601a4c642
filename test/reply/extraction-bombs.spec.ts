import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Extractor, Unreadable } from '#libs/extraction';
import { until } from '../support/until.js';
import { bareDocx, bytesFile, documentXml, DOCX, paragraph, PDF, pdfBomb, pdfOf, slowPdf } from './extraction-files.js';

const MIB = 1024 * 1024;
/** ms; what is slow here takes minutes, and what is large seconds. */
const SHORT = 3_000;
const PATIENT = 110_000;

jest.setTimeout(120_000);

describe('A file that takes too much', () => {
  let extractor: Extractor;
  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    extractor = new Extractor(PATIENT);
  });
  afterEach(() => extractor.onApplicationShutdown());

  const codeOf = async (bytes: Uint8Array, mediaType: string, by = extractor) => {
    const file = bytesFile(bytes, mediaType);
    expect(file.content.length).toBeLessThanOrEqual(MIB);
    const error: unknown = await by.extract(file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unreadable);
    return (error as Unreadable).code;
  };
  const readsOn = async (by = extractor) =>
    expect((await by.extract(bytesFile(Buffer.from('<p>next'), 'text/html'))).text).toBe('next');

  it('is a ZIP archive of which 1.2 GB can be unpacked', async () => {
    const entry = { 'word/a.xml': new Uint8Array(60 * MIB) };
    expect(await codeOf(repeated(bareDocx(paragraph('text'), entry), 20), DOCX)).toBe('too_large');
  });

  it('is a Word file whose directory lies', async () => {
    const body = paragraph('text').repeat(100_000);
    expect(await codeOf(claiming(bareDocx(body), 1_000), DOCX)).toBe('broken_file');
    expect(await codeOf(claiming(bareDocx(body), 0xffff_fff0), DOCX)).toBe('too_large');
  });

  it('is a Word file with more elements than fit', async () => {
    expect(await codeOf(bareDocx('<w:p/>'.repeat(2_000_000)), DOCX)).toBe('too_large');
    await readsOn();
  });

  it('is a Word file that multiplies its text', async () => {
    const entities = Array.from({ length: 9 }, (_, nth) => `<!ENTITY e${nth + 1} "${`&e${nth};`.repeat(20)}">`);
    const doctype = `<!DOCTYPE x [<!ENTITY e0 "lol">${entities.join('')}]>`;
    const document = Buffer.from(doctype + documentXml(paragraph('&e9;')));
    expect(await codeOf(bareDocx('', { 'word/document.xml': document }), DOCX)).toBe('broken_file');
  });

  it('is a PDF whose streams are bombs', async () => {
    expect(await codeOf(pdfBomb(700, 1), PDF)).toBe('too_large');
    expect(await codeOf(pdfBomb(3_000, 2), PDF)).toBe('too_large');
    await readsOn();
  });

  it('holds more text than can be kept', async () => {
    expect(await codeOf(bareDocx(paragraph('x'.repeat(5 * MIB))), DOCX)).toBe('too_large');
  });

  it('is a mail of more parts than anybody sends', async () => {
    const head = 'From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n';
    const parts = (count: number) => Buffer.from(`${head}${'--b\n\n\n'.repeat(count - 1)}--b\n\nthe last\n--b--\n`);
    expect(await codeOf(parts(120_000), 'message/rfc822')).toBe('too_large');
    expect((await extractor.extract(bytesFile(parts(9_000), 'message/rfc822'))).text).toContain('the last');
  });

  it('is slow, and ended', async () => {
    const hasty = new Extractor(SHORT);
    expect(await codeOf(slowPdf(), PDF, hasty)).toBe('too_slow');
    // A new reader may itself be slow to start.
    await until(() =>
      readsOn(hasty).then(
        () => true,
        () => false,
      ),
    );
    hasty.onApplicationShutdown();
  });

  it('is deep', async () => {
    const html = `${'<div>'.repeat(20_000)}deep`;
    expect(await codeOf(Buffer.from(html), 'text/html')).toBe('empty_text');
    expect(await codeOf(Buffer.from(`%PDF-1.4\n1 0 obj ${'['.repeat(500_000)}`), PDF)).toBe('broken_file');
  });

  it('is ended when nobody wants it any longer', async () => {
    const leaving = new AbortController();
    const reading = extractor.extract(bytesFile(slowPdf(), PDF), leaving.signal);
    leaving.abort(new Error('not wanted'));
    await expect(reading).rejects.toThrow('not wanted');
    await expect(extractor.extract(bytesFile(await pdfOf(['x']), PDF), leaving.signal)).rejects.toThrow('not wanted');
    await readsOn();
  });
});

/** Names the last entry of the archive so many times in its directory (APPNOTE 4.3.12, 4.3.16). */
function repeated(archive: Buffer, times: number): Buffer {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const last = archive.subarray(archive.lastIndexOf('PK\x01\x02', undefined, 'latin1'), end);
  const more = times - 1;
  const directoryEnd = Buffer.from(archive.subarray(end));
  for (const at of [8, 10]) directoryEnd.writeUInt16LE(directoryEnd.readUInt16LE(at) + more, at);
  directoryEnd.writeUInt32LE(directoryEnd.readUInt32LE(12) + more * last.length, 12);
  return Buffer.concat([archive.subarray(0, end), ...Array<Buffer>(more).fill(last), directoryEnd]);
}

/** Sets the size that the directory claims for the document. */
function claiming(archive: Buffer, size: number): Buffer {
  const entry = archive.lastIndexOf('word/document.xml', undefined, 'latin1') - 46;
  archive.writeUInt32LE(size, entry + 24);
  return archive;
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Extractor, Unreadable } from '#libs/extraction';
import { bareDocx, bytesFile, DOCX, docxOf, encryptedPdf, imagePdf, PDF, pdfOf, PNG } from './extraction-files.js';

describe('A FILE message that cannot be read', () => {
  const extractor = new Extractor();
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => extractor.onApplicationShutdown());

  const refusal = async (content: string, metadata: Record<string, unknown>) => {
    const error: unknown = await extractor.extract({ content, metadata }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unreadable);
    return error as Unreadable;
  };
  const codeOf = async (bytes: Uint8Array, mediaType: string) => {
    const { content, metadata } = bytesFile(bytes, mediaType);
    return (await refusal(content, metadata)).code;
  };

  it.each([
    ['not base64!', { media_type: 'text/plain', encoding: 'base64' }, 'not_base64'],
    ['Zg', { media_type: PDF, encoding: 'base64' }, 'not_base64'],
    ['JVBERi0xLjQ=', { media_type: PDF }, 'not_base64'],
    ['text', { media_type: 'image/png' }, 'unsupported_media_type'],
    ['Zg==', { encoding: 'base64', filename: 'a.exe' }, 'unsupported_media_type'],
    [' \n\t\u00a0', {}, 'empty_text'],
    [' \n ', { media_type: 'text/html' }, 'empty_text'],
    ['<p><img src="x" alt="y"></p>', { media_type: 'text/html' }, 'empty_text'],
    ['', { media_type: 'text/plain', encoding: 'base64' }, 'empty_text'],
    ['/w==', { media_type: 'text/plain', encoding: 'base64' }, 'broken_file'],
    ['YQ==', { media_type: 'text/plain; charset=klingon', encoding: 'base64' }, 'unsupported_charset'],
  ])('is refused: %j with %j', async (content, metadata, code) => {
    expect((await refusal(content, metadata)).code).toBe(code);
  });

  it('says why in a sentence', async () => {
    const { message } = await refusal('Zg==', { media_type: PDF, encoding: 'base64' });
    expect(message).toBe('The file is not what its type says: it is no PDF.');
  });

  it('is not what it is said to be', async () => {
    const pdf = await pdfOf(['text']);
    const workbook = bareDocx('', {});
    expect(await codeOf(PNG, PDF)).toBe('media_type_mismatch');
    expect(await codeOf(PNG, 'text/plain')).toBe('media_type_mismatch');
    expect(await codeOf(pdf, DOCX)).toBe('media_type_mismatch');
    expect(await codeOf(pdf, 'text/markdown')).toBe('media_type_mismatch');
    expect(await codeOf(await docxOf(), PDF)).toBe('media_type_mismatch');
    expect(await codeOf(Buffer.from(workbook.toString('latin1').replaceAll('word/', 'work/'), 'latin1'), DOCX)).toBe(
      'media_type_mismatch',
    );
    expect(await codeOf(Buffer.from('text', 'utf16le'), 'text/plain')).toBe('media_type_mismatch');
  });

  it('is cut off, or damaged', async () => {
    const pdf = await pdfOf(['text']);
    const docx = await docxOf();
    expect(await codeOf(pdf.subarray(0, pdf.length / 2), PDF)).toBe('broken_file');
    expect(await codeOf(Buffer.from('%PDF-1.7\n'), PDF)).toBe('broken_file');
    expect(await codeOf(docx.subarray(0, docx.length / 2), DOCX)).toBe('broken_file');
    expect(await codeOf(docx.subarray(0, -1), DOCX)).toBe('broken_file');
    expect(await codeOf(bareDocx('<w:p>'), DOCX)).toBe('broken_file');
  });

  it('has no text', async () => {
    expect(await codeOf(await imagePdf(), PDF)).toBe('empty_text');
    expect(await codeOf(await pdfOf(['', ' ']), PDF)).toBe('empty_text');
    expect(await codeOf(bareDocx('<w:p/>'), DOCX)).toBe('empty_text');
  });

  it('wants a password', async () => {
    expect(await codeOf(encryptedPdf(), PDF)).toBe('encrypted');
  });
});

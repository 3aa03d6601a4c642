import { describe, expect, it } from '@jest/globals';
import { documentType } from './document-type.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('documentType', () => {
  it.each([
    [null, 'text'],
    [{}, 'text'],
    [{ media_type: 'text/plain' }, 'text'],
    [{ media_type: 'Text/Markdown; variant=GFM' }, 'text'],
    [{ media_type: 'text/csv' }, 'text'],
    [{ media_type: 'application/json' }, 'text'],
    [{ media_type: 'application/ld+json' }, 'text'],
    [{ media_type: 'application/atom+xml' }, 'text'],
    [{ media_type: 'text/html' }, 'html'],
    [{ media_type: 'application/xhtml+xml' }, 'html'],
    [{ filename: 'page.HTM' }, 'html'],
    [{ filename: 'notes.md' }, 'text'],
    [{ filename: 'without extension' }, 'text'],
    [{ filename: 'unknown.xyz' }, 'text'],
    [{ media_type: 'text/plain', filename: 'page.html' }, 'text'],
    [{ media_type: 'application/octet-stream', filename: 'page.html' }, 'html'],
    [{ media_type: '', filename: '' }, 'text'],
    [{ media_type: 7, filename: null, encoding: {} }, 'text'],
    [{ encoding: 'utf-8' }, 'text'],
    [{ media_type: 'application/vnd.ms-excel', filename: 'prices.csv' }, 'text'],
    [{ media_type: 'application/sql' }, 'text'],
    [{ media_type: 'application/toml' }, 'text'],
    [{ media_type: 'message/rfc822' }, 'mail'],
    [{ filename: 'Letter.EML' }, 'mail'],
  ])('of text with %j is %s', (metadata, kind) => {
    expect(documentType(metadata)).toEqual({ kind, charset: undefined, isBase64: false });
  });

  it.each([
    [{ media_type: 'application/pdf' }, 'pdf'],
    [{ media_type: DOCX }, 'docx'],
    [{ filename: 'a.b.PDF' }, 'pdf'],
    [{ media_type: 'application/octet-stream', filename: 'letter.docx' }, 'docx'],
    [{ filename: 'notes.txt' }, 'text'],
    ...['a.py', 'a.sql', 'a.toml', 'a.tex', 'a.rs', 'unknown.xyz'].map((filename) => [{ filename }, 'text'] as const),
    [{ media_type: 'application/vnd.ms-excel', filename: 'a.csv' }, 'text'],
    [{ filename: 'Makefile' }, 'text'],
    [{ filename: 'a.xlsx' }, 'xlsx'],
    [{ media_type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' }, 'pptx'],
  ])('of bytes with %j is %s', (metadata, kind) => {
    const type = { kind, charset: undefined, isBase64: true };
    expect(documentType({ ...metadata, encoding: 'base64' })).toEqual(type);
    expect(documentType({ ...metadata, encoding: 'BASE64' })).toEqual(type);
  });

  it('reads the charset', () => {
    expect(documentType({ media_type: 'TEXT/HTML;Charset="Shift_JIS"', encoding: 'base64' })).toEqual({
      kind: 'html',
      charset: 'Shift_JIS',
      isBase64: true,
    });
  });

  it.each([
    { media_type: 'image/png' },
    { media_type: 'image/svg+xml' },
    { media_type: 'text/rtf' },
    { media_type: 'application/zip' },
    { media_type: 'application/msword', filename: 'letter.txt' },
    { media_type: 'text' },
    { media_type: 'text/' },
    { media_type: '/' },
    { encoding: 'base64' },
    { encoding: 'base64', filename: 'photo.jpg' },
    { encoding: 'base64', media_type: 'application/octet-stream' },
  ])('refuses %j', (metadata) => {
    expect(() => documentType(metadata)).toThrow(expect.objectContaining({ code: 'unsupported_media_type' }));
  });

  it.each([
    [{ encoding: 'base64', filename: 'a.png' }, 'pictures'],
    [{ encoding: 'base64', filename: 'old.DOC' }, 'old Word files (.doc)'],
    [{ media_type: 'application/vnd.ms-excel', filename: 'a.xls' }, 'application/vnd.ms-excel'],
    [{ media_type: 'image/png' }, 'image/png'],
  ])('says what it refuses: %j', (metadata, name) => {
    expect(() => documentType(metadata)).toThrow(`Files of this type cannot be read: ${name}. `);
  });

  it.each([{ media_type: 'application/pdf' }, { filename: 'letter.docx' }])('wants base64 for %j', (metadata) => {
    expect(() => documentType(metadata)).toThrow(expect.objectContaining({ code: 'not_base64' }));
  });
});

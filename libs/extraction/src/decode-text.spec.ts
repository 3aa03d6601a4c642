import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeText } from './decode-text.js';

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');

describe('decodeText', () => {
  it.each([
    ['', undefined, ''],
    ['Gr\xc3\xbc\xc3\x9fe', undefined, 'Grüße'],
    ['\xef\xbb\xbfa', undefined, 'a'],
    ['\xef\xbb\xbf\xc3\xbc', 'iso-8859-1', 'ü'],
    ['\xff\xfea\0', undefined, 'a'],
    ['\xfe\xff\0a', undefined, 'a'],
    ['\xfe\xff\x4f\x60', 'utf-8', '你'],
    ['a\0b\0', 'UTF-16LE', 'ab'],
    ['\xfc', 'ISO-8859-1', 'ü'],
    ['\x82\xa0', 'shift_jis', 'あ'],
    ['\xc4\xe3', 'GBK', '你'],
    ['\xf0\x9f\x98\x80', undefined, '😀'],
  ])('of %j, said to be %s, is %j', (latin1, charset, text) => {
    expect(decodeText(bytes(latin1), charset)).toBe(text);
  });

  it.each([
    ['\xfc', undefined, 'broken_file'],
    ['\xc3', undefined, 'broken_file'],
    ['\xed\xa0\x80', undefined, 'broken_file'],
    ['\xff\xfea', undefined, 'broken_file'],
    ['\xff\xfe\x00\xd8', undefined, 'broken_file'],
    ['a', 'klingon', 'unsupported_charset'],
    ['a', '', 'unsupported_charset'],
    ['a\0', undefined, 'media_type_mismatch'],
    ['a\0b\0', undefined, 'media_type_mismatch'],
  ])('refuses %j, said to be %s: %s', (latin1, charset, code) => {
    expect(() => decodeText(bytes(latin1), charset)).toThrow(expect.objectContaining({ code }));
  });

  it('gives back every text', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0') && !value.startsWith('\ufeff'));
    fc.assert(
      fc.property(text, (value) => {
        expect(decodeText(Buffer.from(value))).toBe(value);
        expect(decodeText(Buffer.from(`\ufeff${value}`, 'utf16le'))).toBe(value);
      }),
    );
  });
});

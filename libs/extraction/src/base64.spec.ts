import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeBase64 } from './base64.js';

describe('decodeBase64', () => {
  it.each([
    ['', ''],
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
    ['Zm9v\r\nYmFy\n', 'foobar'],
    [' Z m\t9 v ', 'foo'],
  ])('of %j is %j', (content, text) => {
    expect(decodeBase64(content).toString('latin1')).toBe(text);
  });

  it.each([
    'Zg',
    'Zg=',
    'Zg===',
    'Zh==',
    'Z',
    '=',
    'Zm9v=',
    'Zm9v!',
    'Zm_v',
    'Zm-v',
    'Zg==Zg==',
    'Zm9v\u00a0',
    'data:,Zm9v',
  ])('refuses %j', (content) => {
    expect(() => decodeBase64(content)).toThrow(expect.objectContaining({ code: 'not_base64' }));
  });

  it('gives back all bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(9), (bytes, at) => {
        const content = Buffer.from(bytes).toString('base64');
        expect(decodeBase64(`${content.slice(0, at)}\n${content.slice(at)}`)).toEqual(Buffer.from(bytes));
      }),
    );
  });
});

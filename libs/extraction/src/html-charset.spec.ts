import { describe, expect, it } from '@jest/globals';
import { declaredCharset } from './html-charset.js';

describe('declaredCharset', () => {
  it.each([
    ['<meta charset="windows-1252">', 'windows-1252'],
    ["<html><head><META name=x charset = 'GBK'/>", 'GBK'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">', 'shift_jis'],
    ['<meta charset=UTF-16LE>', 'utf-8'],
    ['<p>charset=x</p>', undefined],
    ['<metadata charset=x>', undefined],
    [`${' '.repeat(1024)}<meta charset=gbk>`, undefined],
    ['', undefined],
  ])('of %j is %s', (html, charset) => {
    expect(declaredCharset(Buffer.from(html))).toBe(charset);
  });
});

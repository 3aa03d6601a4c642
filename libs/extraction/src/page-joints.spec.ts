import { describe, expect, it } from '@jest/globals';
import { joinedPages, withoutRunningHeads } from './page-joints.js';

const page = (...texts: readonly string[]) =>
  texts.map((text, nth) => ({ text, y: 800 - 20 * nth, size: 10, width: 10 * text.length }));
const kept = (pages: readonly (readonly string[])[]) =>
  withoutRunningHeads(pages.map((texts) => page(...texts))).map((lines) => lines.map(({ text }) => text));

describe('pages one after the other', () => {
  it('are without heads and numbers', () => {
    const pages = ['One goes on.', 'Two goes on.', 'Three goes on.'].map((text, nth) => [
      'Handbook 2024',
      text,
      `as ${text.toLowerCase()}`,
      `Page ${nth + 1} of 3`,
    ]);
    expect(kept(pages)).toEqual(pages.map(([, first, second]) => [first, second]));
  });

  it('keep what stands on one page alone, and a page that says nothing else', () => {
    expect(
      kept([
        ['Contents', 'a', 'b', 'c', 'd'],
        ['1', 'e', 'f', 'g', '2024 was good'],
      ]),
    ).toEqual([
      ['Contents', 'a', 'b', 'c', 'd'],
      ['1', 'e', 'f', 'g', '2024 was good'],
    ]);
    expect(kept([['Hello'], ['Hello'], ['Hello']])).toEqual([['Hello'], ['Hello'], ['Hello']]);
  });

  it.each([
    ['The fee is', 'nine euros.', 'The fee is nine euros.'],
    ['It was inter-', 'rupted.', 'It was interrupted.'],
    ['意大利的', '首都是罗马。', '意大利的首都是罗马。'],
    ['It ends.', 'it begins', 'It ends.\n\nit begins'],
    ['A heading', 'Another', 'A heading\n\nAnother'],
  ])('join %s and %s where a sentence goes on', (first, second, text) => {
    expect(
      joinedPages([
        [first, ''],
        [second, ''],
      ]),
    ).toBe(text);
  });

  it('have the values of their forms behind them', () => {
    expect(
      joinedPages([
        ['Who?', 'Name: Ann'],
        ['', 'Age: 7'],
      ]),
    ).toBe('Who?\n\nName: Ann\n\nAge: 7');
  });
});

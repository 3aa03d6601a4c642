import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Passage } from '#libs/knowledge';
import { CitationFilter } from './citation-filter.js';

const passages: Passage[] = ['one', 'two', 'three'].map((text, index) => ({
  chatId: 1,
  messageId: 10 + index,
  filename: undefined,
  source: 'content',
  start: 5,
  end: 5 + text.length,
  text,
  score: 3 - index,
}));

function filtered(pieces: readonly string[]) {
  const filter = new CitationFilter(passages);
  const yielded = [...pieces.map((piece) => filter.push(piece)), filter.end()];
  return { text: yielded.join(''), cited: filter.citations.map(({ text }) => text), dropped: filter.dropped, yielded };
}

describe('the citations of a text', () => {
  it.each([
    ['as they are', 'A [1]. B [2].', 'A [1]. B [2].', ['one', 'two'], 0],
    ['numbered in order of first use', 'A [3]. B [1]. C [3].', 'A [1]. B [2]. C [1].', ['three', 'one'], 0],
    ['several in one bracket', 'A [3, 1; 3].', 'A [1][2].', ['three', 'one'], 0],
    ['side by side', 'A [2][1]', 'A [1][2]', ['two', 'one'], 0],
    ['a range', 'A [1-3], B [2–3].', 'A [1][2][3], B [2][3].', ['one', 'two', 'three'], 0],
    ['footnotes', 'A [^2].', 'A [1].', ['two'], 0],
    ['full-width brackets', 'A【2†L1-L9】，B［1］。', 'A[1]，B[2]。', ['two', 'one'], 0],
    ['with spaces', 'A [ 2 ].', 'A [1].', ['two'], 0],
    ['that name no passage', 'A [4]. B [0] is [99].', 'A. B [0] is.', [], 2],
    ['some of which name no passage', 'A [9, 2].', 'A [1].', ['two'], 1],
    ['none in what no passage can be', 'A [0, 1], [9, 2, 0], a[0], [2024], [100]', undefined, [], 0],
    ['none in formulas', 'v = [1, 2, 3] and {"ids": [1, 2]} + [7]', undefined, [], 0],
    ['none in indices that name no passage', 'rows[7] but row[1]', 'rows[7] but row[1]', ['one'], 0],
    ['none in other ranges', '[0-9] [1-9] [4-6] [^0-9]', undefined, [], 0],
    ['that name none at the beginning', '[9] A', 'A', [], 1],
    ['that name none on a line of their own', 'A\n\n[9] B\n[8]\nC', 'A\n\nB\nC', [], 2],
    ['that name none between words', 'A [9]b [8](c) [7] [1]', 'A b (c) [1]', ['one'], 3],
    ['whose loss would make another', '[[9]1] [ [9]1] ``[9]`', '[?1] [ ?1] ``?`', [], 3],
    ['none in years and other numbers', 'in [2024], [-1], [1.5], [a1]', undefined, [], 0],
    ['none in links and lists', '[x](y) [ ] do [x] done [1', '[x](y) [ ] do [x] done [1', [], 0],
    ['none in inline code', 'use `a[1]` and ``b`[9]`` [2]', 'use `a[1]` and ``b`[9]`` [1]', ['two'], 0],
    ['after a stray backtick', '5` is [9] and\n`6 [2]', '5` is and\n`6 [1]', ['two'], 1],
    [
      'none in a code block',
      'A:\n```js\na[1] = `b`[9]\n```\nB [3]',
      'A:\n```js\na[1] = `b`[9]\n```\nB [1]',
      ['three'],
      0,
    ],
    ['none in a code block without end', '```\na[1]', '```\na[1]', [], 0],
    ['and what no database takes', 'A\0 \uD83D [1\0] 😀', 'A\uFFFD \uFFFD [1\uFFFD] 😀', [], 0],
    ['without white space around', ' \n A [1] \n', 'A [1]', ['one'], 0],
  ])('%s', (_what, written, text = written, cited, dropped) => {
    expect(filtered([written])).toMatchObject({ text, cited, dropped });
    expect(filtered(written.split(''))).toMatchObject({ text, cited, dropped });
  });

  it.each(['A [1].', '[1, 2]', 'a[1] [99] [^2]【1†a】'])('are none where nothing was given: %s', (text) => {
    const filter = new CitationFilter([]);
    expect(filter.push(text) + filter.end()).toBe(text);
    expect(filter).toMatchObject({ dropped: 0, citations: [] });
  });

  it('holds back only what may become one', () => {
    const pieces = ['A ', '[', '1', ', ', '2', ']', ' [', 'link', '](', ' `x', '[1]', '` ', '【', '3', '】', '.'];
    expect(filtered(pieces).yielded).toEqual([
      'A',
      '',
      '',
      '',
      '',
      ' [1][2]',
      '',
      ' [link',
      '](',
      '',
      '',
      ' `x[1]`',
      '',
      '',
      ' [3]',
      '.',
      '',
    ]);
  });

  it('tells of a citation before the text that refers to it', () => {
    const told: string[] = [];
    const filter = new CitationFilter(passages, ({ n, text }) => told.push(`${n} ${text}`));
    for (const [piece, soFar] of [
      ['A [2', []],
      ['] B', ['1 two']],
      [' [2] [1]', ['1 two', '2 one']],
    ] as const) {
      filter.push(piece);
      expect(told).toEqual(soFar);
    }
    expect(filter.citations[0]).toEqual({
      n: 1,
      chatId: 1,
      messageId: 11,
      filename: undefined,
      source: 'content',
      start: 5,
      end: 8,
      text: 'two',
      score: 2,
    });
  });

  const characters = [
    '[',
    ']',
    '【',
    '】',
    '［',
    '1',
    '2',
    '9',
    '0',
    ',',
    ' ',
    '-',
    '^',
    '†',
    '`',
    '\n',
    '(',
    '.',
    'a',
    '😀',
  ];
  const pieces = ['``', '```', '[1]', '[2, 3]', ' [9]', '[7]', '`x[1]`', '\n```\n', '\uD83D', '\0'];
  const parts = fc.constantFrom(...characters, ...pieces);
  const cuts = fc.array(
    fc.array(parts, { maxLength: 5 }).map((several) => several.join('')),
    { maxLength: 12 },
  );

  it('do not depend on how the text is cut', () => {
    fc.assert(
      fc.property(cuts, (pieces) => {
        const { yielded: _cut, ...whole } = filtered([pieces.join('')]);
        expect(filtered(pieces)).toMatchObject(whole);
        expect(filtered(pieces.join('').split(''))).toMatchObject(whole);
      }),
      { seed: 20_260_101, numRuns: 1_500 },
    );
  });

  it('have one entry each, and every entry is used, in text without code', () => {
    fc.assert(
      fc.property(cuts, (pieces) => {
        const { text, cited } = filtered(pieces.map((piece) => piece.replaceAll('`', '')));
        const numbers = Array.from(text.matchAll(/\[(\d+)\]/g), ([, digits]) => Number(digits));
        expect([...new Set(numbers)].filter((number) => number >= 1 && number <= passages.length)).toEqual(
          cited.map((_text, index) => index + 1),
        );
        expect(text).toBe(text.trim());
      }),
      { seed: 20_260_101, numRuns: 1_500 },
    );
  });
});

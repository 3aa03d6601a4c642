import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitPassages } from './split-passages.js';

const split = (text: string) => [...splitPassages(text)];

/** Sentences of ten words each, which say their own number. */
const sentences = (from: number, count: number) =>
  Array.from({ length: count }, (_, nth) => `Sentence ${from + nth} has ten words in all, as has every other.`).join(
    ' ',
  );

describe('splitPassages', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.lorem({ mode: 'sentences', maxCount: 30 }),
    fc.constantFrom(
      '\r\n',
      '\n\n',
      '# Heading\n',
      '- item\n',
      '| a | b |\n',
      '```\n',
      '😀',
      '。',
      'x'.repeat(900),
      '订单'.repeat(400),
    ),
  );
  const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

  it('says where in the text its passages are, in code points', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const points = [...text];
        for (const { start, end, text: slice } of split(text)) expect(points.slice(start, end).join('')).toBe(slice);
      }),
    );
  });

  it('leaves out only white space', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const points = [...text];
        const isIn = new Uint8Array(points.length);
        for (const { start, end } of split(text)) isIn.fill(1, start, end);
        expect(
          points
            .filter((_, at) => isIn[at] === 0)
            .join('')
            .trim(),
        ).toBe('');
      }),
    );
  });

  it('makes no passage of more than 4,000 characters, from any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end } of split(text)) expect(end - start).toBeLessThanOrEqual(4_000);
      }),
    );
  });

  it('leaves a text of up to 400 words as it is', () => {
    const text = `Title\n\n${sentences(0, 20)}\n\n- item\n\n${sentences(20, 10)}`;
    expect(split(`  ${text}\n`)).toEqual([{ start: 2, end: 2 + text.length, text, heading: undefined }]);
  });

  it('ends passages where sentences end, and repeats the last of them', () => {
    const passages = split(sentences(0, 60));
    for (const { text } of passages) expect(text).toMatch(/^Sentence \d+ .* other\.$/);
    const numbers = passages.map(({ text }) => text.match(/\d+/g)?.map(Number) ?? []);
    numbers.slice(1).forEach((next, nth) => expect(numbers[nth]?.slice(-4)).toEqual(next.slice(0, 4)));
    expect(numbers.at(-1)?.at(-1)).toBe(59);
  });

  it('tells each passage under which heading it stands, unless it begins with it', () => {
    const passages = split(`# First\n\n${sentences(0, 30)}\n\n## Second\n\n${sentences(30, 30)}`);
    expect(passages.map(({ heading, text }) => [heading, text.slice(0, 9)])).toEqual([
      [undefined, '# First\n\n'],
      ['# First', 'Sentence '],
      [undefined, '## Second'],
      ['## Second', 'Sentence '],
    ]);
  });

  it('joins the lines of a paragraph, so that a line that breaks a sentence does not end it', () => {
    const text = sentences(0, 60).replaceAll(' words ', ' words\r\n');
    for (const passage of split(text)) expect(passage.text).toMatch(/^Sentence \d+ [^]* other\.$/);
  });
});

import { describe, expect, it } from '@jest/globals';
import { linesOf, pageText as textOf, type TextRun } from './page-text.js';

const pageText = (runs: readonly TextRun[]) => textOf(linesOf(runs));

/** A line of text at a height of the page: as wide as it has letters, of size 10. */
function line(str: string, y: number, { size = 10, width = str.length } = {}): TextRun {
  return { str, hasEOL: true, width, height: size, transform: [size, 0, 0, size, 50, y] };
}

describe('pageText', () => {
  it('puts wrapped lines together', () => {
    const lines = [line('The fox runs through', 700), line('the forest until it', 688), line('rests.', 676)];
    expect(pageText(lines)).toBe('The fox runs through the forest until it rests.');
  });

  it('joins the runs of a line as they are', () => {
    const run = { hasEOL: false, width: 3, height: 10, transform: [10, 0, 0, 10, 50, 700] };
    const runs = [
      { ...run, str: 'The' },
      { ...run, str: ' ', width: 1 },
      { ...run, str: 'fox' },
    ];
    expect(pageText(runs)).toBe('The fox');
  });

  it('parts paragraphs by distance', () => {
    const lines = [line('One line of words', 700), line('and one more here.', 688), line('Another paragraph', 668)];
    expect(pageText([...lines, line('with a line more.', 656)])).toBe(
      'One line of words and one more here.\n\nAnother paragraph with a line more.',
    );
  });

  it('parts a heading by its size', () => {
    expect(pageText([line('Heading', 700, { size: 14 }), line('and words', 688)])).toBe('Heading\n\nand words');
  });

  it('keeps the end of a line that is not full, and lists', () => {
    const wide = 'x'.repeat(40);
    expect(pageText([line(wide, 700), line('short', 688), line(wide, 676)])).toBe(`${wide} short\n${wide}`);
    const items = [line('• one item of it', 700), line('• one item more', 688), line('2. is the last', 676)];
    expect(pageText(items)).toBe('• one item of it\n• one item more\n2. is the last');
  });

  it('goes on from the foot of a column to the head of the next one', () => {
    const lines = [line('the left column', 700), line('that goes on at', 688), line('the top right.', 700)];
    expect(pageText(lines)).toBe('the left column that goes on at the top right.');
  });

  it.each([
    ['some-', 'thing', 'something'],
    ['some\u00ad', 'thing', 'something'],
    ['Jean-', 'Pierre', 'Jean- Pierre'],
    ['1990-', '1995', '1990- 1995'],
    ['你好', '世界', '你好世界'],
    ['你好', 'ABC', '你好 ABC'],
    ['สวัสดี', 'ครับผม', 'สวัสดีครับผม'],
    ['안녕', '하세', '안녕 하세'],
  ])('joins %s and %s to %s', (first, second, text) => {
    const width = 20;
    expect(pageText([line(first, 700, { width }), line(second, 688, { width })])).toBe(text);
  });

  it('of nothing is nothing', () => {
    expect(pageText([])).toBe('');
    expect(pageText([line(' ', 700), line('', 688)])).toBe('');
  });
});

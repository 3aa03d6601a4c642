import { describe, expect, it } from '@jest/globals';
import { deriveTitle } from './chat-title.js';

const x = (count: number) => 'x'.repeat(count);
const smiles = (count: number) => '😀'.repeat(count);

describe('deriveTitle', () => {
  it.each([
    ['a short line', 'Where is my order?', 'Where is my order?'],
    ['the first of several lines', 'First\nsecond', 'First'],
    ['CR LF', 'First\r\nsecond', 'First'],
    ['CR alone', 'First\rsecond', 'First'],
    ['line and paragraph separators', 'First\u2028second\u2029third', 'First'],
    ['white space around it', '  First \t\nsecond', 'First'],
    ['white space within it', 'First  and\tlast', 'First  and\tlast'],
    ['lines that say nothing before it', '\n  \r\n\tFirst', 'First'],
    ['80 characters', x(80), x(80)],
    ['81 characters without a word end', x(81), x(80)],
    ['32,768 characters without a word end', x(32_768), x(80)],
    ['a word that ends at 80', `${x(80)} more`, x(80)],
    ['a word that ends at 79', `${x(79)} more`, x(79)],
    ['a word that would end at 81', `one ${x(77)} more`, 'one'],
    ['several spaces at the cut', `${x(70)}     ${x(70)}`, x(70)],
    ['a long line of words', `${'word '.repeat(15)}abcdef ghij`, 'word '.repeat(15).trim()],
    ['a long line before a short one', `${'word '.repeat(20)}\nsecond`, 'word '.repeat(16).trim()],
    ['80 characters beyond the BMP', smiles(80), smiles(80)],
    ['81 characters beyond the BMP', smiles(81), smiles(80)],
    ['words beyond the BMP', `${smiles(40)} ${smiles(60)}`, smiles(40)],
    ['scripts without spaces', '订单'.repeat(60), '订单'.repeat(40)],
    ['accents at the cut', `${x(79)}e\u0301 more`, x(79)],
    ['accents before it', `${x(78)}e\u0301 more`, `${x(78)}e\u0301`],
    ['a family at the cut', `${x(78)}👩‍👩‍👧`, x(78)],
    ['a flag at the cut', `${x(79)}🇨🇭`, x(79)],
    ['a first line of nothing visible', '\u200b\ufe0f\u2060\n\u00ad\nFirst', 'First'],
    ['ideographic spaces', `${'订单'.repeat(30)}\u3000${'订单'.repeat(30)}`, '订单'.repeat(30)],
  ])('of %s', (_name, content, title) => {
    expect(deriveTitle(content)).toBe(title);
  });

  it.each(['', ' ', '\n\n', ' \t\r\n\u00a0\u2028', '\u200b', '\u200d\ufe0f\n\u2060', '\u3164', '\u0007', '\u2800'])(
    'of %j is none',
    (content) => {
      expect(deriveTitle(content)).toBeUndefined();
    },
  );
});

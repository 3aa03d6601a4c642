import type { BlockKind } from './block.js';
import { sentencesOf } from './sentence-ends.js';
import { LONGEST_ROW } from './table-row.js';
import { textBlocks } from './text-blocks.js';
import { wordsIn } from './text-size.js';

/** The least that a passage is made of: a sentence, or a heading, or a line or row that is not prose. */
export interface TextUnit {
  readonly kind: BlockKind;
  /** In UTF-16 code units, without white space at either end. */
  readonly start: number;
  readonly end: number;
  readonly words: number;
  /** Whether a block begins here. */
  readonly isFirst: boolean;
  /** Of a row: the line of its table that labels its cells. */
  readonly header?: string | undefined;
}

/** A sentence without an end, such as bytes in base64, is cut after this many code units. */
const LONGEST = 800;

/** @param above the header of the table in whose middle the text begins */
export function* textUnits(text: string, above?: string): Generator<TextUnit> {
  for (const { kind, header, ...block } of textBlocks(text, above)) {
    let isFirst = true;
    for (const [start, end] of kind === 'paragraph' ? sentencesIn(text, block) : [[block.start, block.end]])
      for (const piece of cut(text, start ?? 0, end ?? 0, kind === 'row' ? LONGEST_ROW : LONGEST)) {
        yield { ...piece, kind, header, words: wordsIn(text.slice(piece.start, piece.end)), isFirst };
        isFirst = false;
      }
  }
}

/** To find sentences takes time that grows with the square of the text's length: so this much is looked at at once. */
const WINDOW = 10_000;

/** By UAX #29, to which every line's end ends a sentence: so the lines of a paragraph are joined first. */
function* sentencesIn(text: string, block: { start: number; end: number }): Generator<[number, number]> {
  for (let from = block.start; from < block.end;) {
    const end = Math.min(from + WINDOW, block.end);
    const to = end < block.end && (text.codePointAt(end - 1) ?? 0) > 0xffff ? end - 1 : end;
    const found = sentencesOf(text.slice(from, to).replace(/[\r\n\u0085\u2028\u2029\f]/g, ' '));
    // What the window cuts off is the beginning of the next one, unless it is all that is there.
    const whole = to < block.end && found.length > 1 ? found.slice(0, -1) : found;
    for (const { index, segment } of whole) yield [from + index, from + index + segment.length];
    from += whole.reduce((length, { segment }) => length + segment.length, 0);
  }
}

/** Without the white space around it, and in pieces no longer than that, cut at white space where there is some. */
function* cut(text: string, from: number, to: number, longest: number): Generator<{ start: number; end: number }> {
  let [start, end] = trimmed(text, from, to);
  while (end - start > longest) {
    const place = cutPlace(text, start);
    const piece = trimmed(text, start, place);
    yield { start: piece[0], end: piece[1] };
    [start, end] = trimmed(text, place, end);
  }
  if (end > start) yield { start, end };
}

/** The last white space of the second half of what may be one piece, else its end; never inside a surrogate pair. */
function cutPlace(text: string, start: number): number {
  const at = start + LONGEST;
  const space = text.slice(start + LONGEST / 2, at).search(/\s\S*$/);
  if (space !== -1) return start + LONGEST / 2 + space;
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}

function trimmed(text: string, start: number, end: number): [number, number] {
  const piece = text.slice(start, end);
  const begins = piece.length - piece.trimStart().length;
  return begins === piece.length ? [end, end] : [start + begins, start + piece.trimEnd().length];
}

/** What a line of a text is: lines of a paragraph belong together, any other line stands alone. */
export type BlockKind = 'heading' | 'paragraph' | 'line';

/** A heading, a paragraph, or a line of a list, a table or code. Offsets are in UTF-16 code units. */
export interface Block {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
}

const HEADING = /^\s{0,3}#{1,6}\s+\S/;
const LIST_ITEM = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+\S/;
const TABLE_ROW = /^\s*\|/;
const QUOTE = /^\s*>/;
const FENCE = /^\s*(?:```|~~~)/;
const INDENTED_CODE = /^(?: {4}|\t)/;

/** Splits a text at its lines, as CommonMark sees them; what is between blocks is white space. */
export function* textBlocks(text: string): Generator<Block> {
  let paragraph: Block | undefined;
  let isFenced = false;
  for (const line of lines(text)) {
    const content = text.slice(line.start, line.end);
    const isFence = FENCE.test(content);
    const kind = isFenced || isFence ? 'line' : lineKind(content, paragraph !== undefined);
    if (isFence) isFenced = !isFenced;
    if (kind === 'paragraph') {
      paragraph = { kind, start: paragraph?.start ?? line.start, end: line.end };
      continue;
    }
    if (paragraph !== undefined) yield paragraph;
    paragraph = undefined;
    if (kind !== 'blank') yield { ...line, kind };
  }
  if (paragraph !== undefined) yield paragraph;
}

function lineKind(line: string, isInParagraph: boolean): BlockKind | 'blank' {
  if (!/\S/.test(line)) return 'blank';
  if (HEADING.test(line)) return 'heading';
  if (LIST_ITEM.test(line) || TABLE_ROW.test(line) || QUOTE.test(line)) return 'line';
  return INDENTED_CODE.test(line) && !isInParagraph ? 'line' : 'paragraph';
}

/** Lines without what ends them. */
function* lines(text: string): Generator<{ start: number; end: number }> {
  const ends = /\r\n|[\n\r\u2028\u2029\f]/g;
  let start = 0;
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    yield { start, end: end.index };
    start = ends.lastIndex;
  }
  yield { start, end: text.length };
}

import type { Block } from './block.js';
import { plainBlocks } from './plain-blocks.js';
import { type Line, linesOf } from './text-lines.js';

const HEADING = /^\s{0,3}#{1,6}\s+\S/;
const BOLD_LINE = /^\s{0,3}(\*\*|__)(?=\S)[^*_]{1,200}\1:?\s*$/;
/** What numbers the parts of laws, contracts and manuals, with a title behind it: `§ 3 Deposit`, `4.2 Fees`, `第三条 押金`. */
const NUMBERED_TITLE =
  /^\s{0,3}(?:§{1,2}\s?\d{1,4}[a-z]?|\d{1,2}(?:\.\d{1,2}){1,3}|(?:art(?:ikel|icle|ículo|icolo|igo|\.)?|section|abschnitt|chapter|kapitel|chapitre|capítulo|capitolo)\.?\s\d{1,3}|第[\d一二三四五六七八九十百零]{1,5}[章节節条條编編部])[.:：)]?\s+(?=[\p{Lu}\p{Lo}])[^.!?;,。！？；，]{1,80}$/iu;
/** A section of settings: `[server]`, `[[products]]`. */
const SECTION = /^\s*\[{1,2}[\p{L}_"'][\p{L}\p{N}_."' :-]*\]{1,2}\s*$/u;
const LIST_ITEM = /^\s*(?:[-*+•‣◦▪●○–—]|\d{1,3}[.)])\s+\S/;
const PIPE = /^\s*\|/;
const QUOTE = /^\s*>/;
const FENCE = /^\s*(?:```|~~~)/;
const DIVIDER = /^\s*(?:[-*_=]\s*){3,}$/;
const INDENTED = /^(?: {2}|\t)/;
const INDENTED_CODE = /^(?: {4}|\t)/;

/** A comment of settings, scripts and code: `#` before what no Markdown has, or line after line. */
const COMMENT = /^\s*#(?!#)/;
const CODE =
  /^\s*(?:[\w."'-]+\s*[:=]\s*\S|[\w."'-]+:\s*$|\[\[?[\w."' -]+\]\]?\s*$|(?:import|from|def|class|export|set|echo|return|print|alias|source|FROM|RUN|COPY)\b|@\w|\$ |[\w.]+\(|[a-z][\w-]* -{1,2}\w)/;

type LineKind = 'heading' | 'item' | 'line' | 'pipe' | 'plain' | 'divider' | 'blank';

/**
 * Splits a text at its lines, as CommonMark sees them, and as people write tables, lists and logs without it; what is
 * between blocks is white space.
 * @param header of the table in whose middle the text begins
 */
export function* textBlocks(text: string, header?: string): Generator<Block> {
  let plain: Line[] = [];
  let plainKind: LineKind = 'plain';
  let item: { kind: 'line'; start: number; end: number } | undefined;
  let isFenced = false;
  let above = header;
  const flush = function* () {
    if (plain.length > 0) yield* plainBlocks(plain, above);
    if (plain.length > 0) above = undefined;
    plain = [];
    if (item !== undefined) yield item;
    item = undefined;
  };
  let before = '';
  for (const [line, next] of withNext(linesOf(text))) {
    const isFence = FENCE.test(line.content);
    const isComment = !isFence && isCommentLine(before, line.content, next?.content ?? '');
    const kind = isFenced || isFence || isComment ? 'line' : lineKind(line.content, plain.length > 0);
    before = line.content;
    if (isFence) isFenced = !isFenced;
    if (item !== undefined && !isFence && !isFenced && /plain|^line/.test(kind) && INDENTED.test(line.content)) {
      item.end = line.end;
      continue;
    }
    if (kind === 'divider' && plain.length === 1 && plainKind === 'plain' && /^\s*(?:=+|-+)\s*$/.test(line.content)) {
      yield { kind: 'heading', start: plain[0]?.start ?? line.start, end: line.end };
      plain = [];
      continue;
    }
    if ((kind === 'plain' || kind === 'pipe') && item === undefined && (plain.length === 0 || kind === plainKind)) {
      plain.push(line);
      plainKind = kind;
      continue;
    }
    yield* flush();
    if (kind === 'item') item = { kind: 'line', start: line.start, end: line.end };
    else if (kind === 'plain' || kind === 'pipe') [plain, plainKind] = [[line], kind];
    else if (kind !== 'blank')
      yield { kind: kind === 'heading' ? 'heading' : 'line', start: line.start, end: line.end };
  }
  yield* flush();
}

function isCommentLine(before: string, line: string, next: string): boolean {
  return COMMENT.test(line) && [before, next].some((other) => COMMENT.test(other) || CODE.test(other));
}

function* withNext(lines: Iterable<Line>): Generator<readonly [Line, Line | undefined]> {
  let last: Line | undefined;
  for (const line of lines) {
    if (last !== undefined) yield [last, line];
    last = line;
  }
  if (last !== undefined) yield [last, undefined];
}

function lineKind(line: string, isInParagraph: boolean): LineKind {
  if (!/\S/.test(line)) return 'blank';
  if (HEADING.test(line) || BOLD_LINE.test(line)) return 'heading';
  if (!isInParagraph && (NUMBERED_TITLE.test(line) || SECTION.test(line))) return 'heading';
  if (DIVIDER.test(line)) return 'divider';
  if (LIST_ITEM.test(line)) return 'item';
  if (PIPE.test(line)) return 'pipe';
  if (QUOTE.test(line)) return 'line';
  return INDENTED_CODE.test(line) && !isInParagraph ? 'line' : 'plain';
}

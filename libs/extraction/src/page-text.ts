/** A run of text on a page as pdf.js gives it. */
export interface TextRun {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly width: number;
  /** The size of its font. */
  readonly height: number;
  /** The last two are where it stands, upwards from the lower left corner. */
  readonly transform: readonly number[];
}

/** A line of a page. */
export interface PageLine {
  readonly text: string;
  readonly y: number;
  readonly size: number;
  readonly width: number;
}

/** Times the usual distance of two lines. */
const PARAGRAPH_DISTANCE = 1.3;
/** Times the size of the other line. */
const OTHER_SIZE = 1.15;
/** Of the width of the lines around: shorter ones were ended, longer ones were wrapped. */
const WRAPPED_WIDTH = 0.75;

/** Of the size of a run. */
const GAP = 0.5;

const LIST_ITEM = /^([•‣◦▪●○–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/i;
const HYPHENATED = /\p{L}[-\u00ad\u2010]$/u;
/** Scripts that put no space between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\u3000-\u303f\uff00-\uffef]/u;

/**
 * The text of a page: wrapped lines are put together again, as sentences are found and cited, not lines. Paragraphs,
 * told by distance and size, are parted by a blank line.
 */
export function pageText(lines: readonly PageLine[]): string {
  const distance = median(lines.slice(1).map(({ y }, nth) => Math.abs((lines[nth]?.y ?? y) - y)));
  const pieces: string[] = [];
  for (const [nth, line] of lines.entries()) {
    const before = lines[nth - 1];
    if (before === undefined) pieces.push(line.text);
    else if (isNewParagraph(before, line, distance)) pieces.push('\n\n', line.text);
    else if (isEnded(before, lines[nth - 2], line)) pieces.push('\n', line.text);
    else pieces.push(...joint(pieces.pop() ?? '', line.text));
  }
  return pieces.join('');
}

export function linesOf(runs: readonly TextRun[]): PageLine[] {
  const lines: PageLine[] = [];
  let line: TextRun[] = [];
  for (const run of runs) {
    line.push(run);
    if (run.hasEOL) {
      lines.push(toLine(line));
      line = [];
    }
  }
  lines.push(toLine(line));
  return lines.filter(({ text }) => text !== '');
}

/** Two lines of a sentence, and what stands between them: a word that was parted loses its hyphen. */
export function joint(line: string, next: string): [line: string, between: string, next: string] {
  if (isOneWord(line, next)) return [line.slice(0, -1), '', next];
  return [line, isUnspaced(line, next) ? '' : ' ', next];
}

function toLine(runs: readonly TextRun[]): PageLine {
  const visible = runs.filter(({ str }) => str.trim() !== '');
  return {
    text: runs
      .map((run, nth) => (isApart(runs[nth - 1], run) ? ` ${run.str}` : run.str))
      .join('')
      .trim(),
    y: visible[0]?.transform[5] ?? 0,
    size: visible.reduce((size, { height }) => Math.max(size, height), 0),
    width: runs.reduce((sum, { width }) => sum + width, 0),
  };
}

/** Whether there is room for a space between two runs that have none, as between the cells of a table. */
function isApart(before: TextRun | undefined, run: TextRun): boolean {
  if (before === undefined || /\s$/.test(before.str) || /^\s/.test(run.str) || before.str === '' || run.str === '')
    return false;
  const [end, start] = [(before.transform[4] ?? 0) + before.width, run.transform[4] ?? 0];
  const isSameLine = Math.abs((before.transform[5] ?? 0) - (run.transform[5] ?? 0)) < run.height / 2;
  return isSameLine && start - end > GAP * run.height && !isUnspaced(before.str, run.str);
}

function isNewParagraph(before: PageLine, line: PageLine, distance: number): boolean {
  const [smaller, larger] = before.size < line.size ? [before.size, line.size] : [line.size, before.size];
  return larger > smaller * OTHER_SIZE || before.y - line.y > distance * PARAGRAPH_DISTANCE;
}

function isEnded(line: PageLine, before: PageLine | undefined, after: PageLine): boolean {
  return line.width < WRAPPED_WIDTH * Math.max(before?.width ?? 0, after.width) || LIST_ITEM.test(after.text);
}

/** A word that was parted at the end of the line: only its hyphen goes. */
function isOneWord(line: string, next: string): boolean {
  return HYPHENATED.test(line.slice(-3)) && /^\p{Ll}/u.test(next);
}

function isUnspaced(line: string, next: string): boolean {
  return UNSPACED.test(line.slice(-1)) && UNSPACED.test(next.slice(0, 1));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

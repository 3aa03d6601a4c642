import type { Block } from './block.js';
import type { Line } from './text-lines.js';
import { cellsOf, type Delimiter, delimiterOf, isHeader, isOpenRow, isRule, LONGEST_ROW } from './table-row.js';

/** How many lines are looked at to tell what all of them are. */
const SAMPLE = 20;

/** A label that is no longer than that goes with every row below it, in UTF-16 code units. */
const LONGEST_HEADER = 400;

/** `key: value`, as of settings, forms and dialogues. */
const ENTRY = /^\s*["']?[\p{L}_][\p{L}\p{M}\p{N}_ .()/&'-]{0,40}["']?\s*[:：=](?:\s|$)/u;
/** A time or a level at the beginning of a line of a log. */
const LOGGED =
  /^\s*[[(]?(?:\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}[ ,]|\d{2}:\d{2}(?::\d{2})?\b|\p{Lu}\p{Ll}{2} +\d{1,2} \d{2}:\d{2}|(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)\b)/u;
const SHARE = 0.7;

/** Nobody wraps prose at less, in UTF-16 code units. */
const NARROW = 60;

/** What lines without list marks are, between two blank lines: a table, entries, single lines or a paragraph. */
export function* plainBlocks(lines: readonly Line[], header: string | undefined): Generator<Block> {
  const [first, ...rest] = lines;
  if (first === undefined) return;
  if (header === undefined && rest.length > 0 && /[:：]\s*$/.test(first.content)) {
    yield { kind: 'paragraph', start: first.start, end: first.end };
    yield* plainBlocks(rest, undefined);
    return;
  }
  const records = recordsOf(lines);
  const sample = records.slice(0, SAMPLE).map(({ content }) => content);
  const delimiter = delimiterOf(
    header === undefined ? sample.filter((row) => !isRule(row)) : rowsUnder(header, sample),
  );
  if (delimiter !== undefined) yield* tableBlocks(records, delimiter, header);
  else if (isEach(sample, ENTRY) || isEach(sample, LOGGED) || beginAlike(sample))
    for (const { start, end } of lines) yield { kind: 'line', start, end };
  else yield* proseBlocks(lines);
}

/** Lines, of which those are one that a quoted cell holds together. */
function recordsOf(lines: readonly Line[]): Line[] {
  const records: Line[] = [];
  let open: Line | undefined;
  for (const line of lines) {
    const content: string = open === undefined ? line.content : `${open.content}\n${line.content}`;
    const record = { start: open?.start ?? line.start, end: line.end, content };
    if (isOpenRow(content)) {
      open = record;
      continue;
    }
    records.push(record);
    open = undefined;
  }
  return open === undefined ? records : [...records, open];
}

/** With its header, a single row is a table. */
function rowsUnder(header: string, sample: readonly string[]): string[] {
  const [labels = ''] = header.split('\n');
  return [labels, labels, ...sample];
}

function* tableBlocks(records: readonly Line[], delimiter: Delimiter, above: string | undefined): Generator<Block> {
  const [first, second] = records;
  const isRuled = second !== undefined && isRule(second.content);
  const isLabelled = first !== undefined && (isRuled || isHeader(first.content, delimiter));
  const isNew = above === undefined && isLabelled && records.length > (isRuled ? 2 : 1);
  const text = isNew ? first.content : above;
  const header = text === undefined || text.length > LONGEST_HEADER ? undefined : text;
  const labels = header === undefined ? 0 : cellsOf(header, delimiter).length;
  const end = isRuled ? second.end : first?.end;
  if (isNew) yield { kind: 'header', start: first.start, end: end ?? first.end };
  for (const { start, end: stop, content } of isNew ? records.slice(isRuled ? 2 : 1) : records) {
    const isRow = content.length <= LONGEST_ROW && header !== undefined && cellsOf(content, delimiter).length <= labels;
    yield { kind: 'row', start, end: stop, header: isRow ? header : undefined };
  }
}

/** A paragraph, whose lines are as full as they can be; or lines that were ended, each on its own. */
function* proseBlocks(lines: readonly Line[]): Generator<Block> {
  const longest = lines.reduce((most, { content }) => Math.max(most, content.length), 0);
  const next = (nth: number) => lines[nth + 1]?.content;
  const ended = lines.filter(({ content }, nth) => isEnded(content, next(nth), longest)).length;
  const isWrapped = ended <= (lines.length - 1) / 2;
  let start = lines[0]?.start ?? 0;
  for (const [nth, line] of lines.entries()) {
    if (nth < lines.length - 1 && (isWrapped || goesOn(line.content, next(nth)))) continue;
    yield { kind: 'paragraph', start, end: line.end };
    start = lines[nth + 1]?.start ?? line.end;
  }
}

/** Whether the next line's first word had room in a line. */
function isEnded(line: string, next: string | undefined, longest: number): boolean {
  if (next === undefined || goesOn(line, next)) return false;
  const word =
    /^\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\S{1,12})/u.exec(next)?.[0] ?? '';
  return line.length + 1 + word.trim().length <= (longest < NARROW ? 1 : 0.85) * longest;
}

/** Whether a sentence goes on in the next line. */
function goesOn(line: string, next: string | undefined): boolean {
  return (
    next !== undefined &&
    /^\s*\p{Ll}/u.test(next) &&
    /^\s*[\p{Lu}\p{Lo}]/u.test(line) &&
    /[\p{L}\p{N},]\s*$/u.test(line)
  );
}

/** `Ext. 200 Ann`, `Ext. 201 Bob`: one record a line. */
function beginAlike(lines: readonly string[]): boolean {
  const first = lines.map((line) => /\S+/.exec(line)?.[0].replaceAll(/\d+/g, '0'));
  return lines.length > 2 && first.filter((word) => word === first[0]).length >= SHARE * lines.length;
}

function isEach(lines: readonly string[], pattern: RegExp): boolean {
  return lines.length > 1 && lines.filter((line) => pattern.test(line)).length >= SHARE * lines.length;
}

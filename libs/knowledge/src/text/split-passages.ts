import { codePointCounter } from './code-points.js';
import { type TextUnit, textUnits } from './text-units.js';

/** A part of a text, with its offsets in code points. */
export interface PassageSlice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The heading above it, or the title of the text; not when it is within the slice. */
  readonly heading: string | undefined;
  /** The line that labels the cells of the rows with which the slice begins; not when it is within the slice. */
  readonly header: string | undefined;
}

/**
 * Words of a passage. Of 150 and 200, 200 found more on the seven sets that `bench:retrieval` measures: shorter ones part
 * what belongs together. Other lengths were not compared.
 */
const WORDS = 200;

/** A text of up to this many words is one passage: two halves would each lack what the other says. */
const WHOLE = 2 * WORDS;

/**
 * The next passage repeats up to four sentences, of at most this many words in all: what is said in three is rarely parted.
 * With two of 40 words, 86 and 95 of 100 questions of `npm run bench -- retrieval` had all of their answer within 4,000
 * and 8,000 characters, with these 90 and 97.
 */
const OVERLAP_UNITS = 4;
const OVERLAP_WORDS = 60;

/** A heading begins a new passage when the one before it has at least this many words. */
const LEAST_WORDS = WORDS / 3;

/** Splits a text into passages of whole sentences. Lazy, so that a long text can be split in slices of time. */
export function* splitPassages(text: string): Generator<PassageSlice> {
  const toCodePoints = codePointCounter(text);
  for (const { units, heading } of groups(text)) {
    const [start, end] = [units[0]?.start ?? 0, units.at(-1)?.end ?? 0];
    const header = units[0]?.header;
    yield { start: toCodePoints(start), end: toCodePoints(end), text: text.slice(start, end), heading, header };
  }
}

interface Group {
  readonly units: readonly TextUnit[];
  readonly heading: string | undefined;
}

function* groups(text: string): Generator<Group> {
  const units = textUnits(text);
  const [head, isWhole] = takeWords(units, WHOLE);
  if (isWhole) {
    if (head.length > 0) yield { units: head, heading: undefined };
    return;
  }
  const title = titleOf(text, head);
  let heading = title;
  let [group, groupHeading, fresh]: [TextUnit[], string | undefined, number] = [[], undefined, 0];
  for (const unit of chain(head, units)) {
    if (fresh > 0 && isFull(group, unit)) {
      yield { units: group, heading: groupHeading };
      [group, groupHeading, fresh] = [unit.kind === 'heading' ? [] : overlap(group), heading, 0];
    }
    if (group.length === 0) groupHeading = beginsWith(text, unit, heading) ? undefined : heading;
    if (unit.kind === 'heading') heading = text.slice(unit.start, unit.end);
    group.push(unit);
    fresh++;
  }
  if (fresh > 0) yield { units: group, heading: groupHeading };
}

function beginsWith(text: string, unit: TextUnit, heading: string | undefined): boolean {
  return unit.kind === 'heading' || (heading !== undefined && text.startsWith(heading, unit.start));
}

function isFull(group: readonly TextUnit[], next: TextUnit): boolean {
  const words = wordsOf(group);
  return next.kind === 'heading' ? words >= LEAST_WORDS : words + next.words > WORDS;
}

function overlap(group: readonly TextUnit[]): TextUnit[] {
  const repeated: TextUnit[] = [];
  for (const unit of group.slice(-OVERLAP_UNITS).reverse()) {
    if (unit.kind === 'heading' || wordsOf(repeated) + unit.words > OVERLAP_WORDS) break;
    repeated.unshift(unit);
  }
  return repeated;
}

/** A first line that stands alone and is short is the title of all that follows. */
function titleOf(text: string, [first, second]: readonly TextUnit[]): string | undefined {
  if (first === undefined || second?.isFirst !== true || first.words > 40) return undefined;
  const isAlone = first.kind === 'heading' || /\n\s*\n/.test(text.slice(first.end, second.start));
  return isAlone && (first.kind === 'heading' || first.kind === 'paragraph')
    ? text.slice(first.start, first.end)
    : undefined;
}

function wordsOf(units: readonly TextUnit[]): number {
  return units.reduce((sum, { words }) => sum + words, 0);
}

/** The first units, up to and with the one that exceeds the limit; and whether these are all. */
function takeWords(units: Generator<TextUnit>, limit: number): [TextUnit[], boolean] {
  const taken: TextUnit[] = [];
  for (let words = 0; words <= limit;) {
    const { value, done } = units.next();
    if (done === true) return [taken, true];
    taken.push(value);
    words += value.words;
  }
  return [taken, false];
}

function* chain<T>(...parts: readonly Iterable<T>[]): Generator<T> {
  for (const part of parts) yield* part;
}

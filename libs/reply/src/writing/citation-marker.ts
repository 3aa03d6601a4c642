const OPEN = '[\\[【［]';
const CLOSE = '[\\]】］]';
/** gpt-oss and OpenAI's assistants write 【1†L3-L9】. */
const DAGGER = '†[^\\]】］\\n]{0,80}';
const ITEM = '\\^?\\d+(?: *[-–] *\\d+)?';

const WHOLE = `${OPEN} *(${ITEM}(?: *[,;，、；] *${ITEM})*) *(?:${DAGGER})?${CLOSE}`;
const MARKER = new RegExp(`^${WHOLE}`);
/** A note of a text, behind a word or the end of a sentence: not `a[0]`, `[1, 2]` or `[2024]`. */
const NOTE = /(?<=^|[\s.,;:!?…。，、！？"'”’»)\]*[]|[\p{L}\p{M}\p{N}]{3})\[\^?([1-9]\d{0,2})\](?![[(=]| =)/gu;
/** Any other that could be taken for one of ours: a reply quotes two passages at most. */
const LIKE_OURS = /\[([12])\]/g;
/** Wider than what can become one by an odd comma; it ends as soon as anything else comes. */
const BEGINNING = new RegExp(`^${OPEN}[ \\d^,;，、；–-]*(?:${DAGGER})?$`);

/** All characters that may stand within a marker, before its dagger. */
export const INSIDE_MARKER = /^[\s\d^,;，、；–-]*$/;

/** In UTF-16 code units: no longer one is looked for, however the text is cut into pieces. */
const LONGEST = 400;

/** More numbers than that are no range of passages. */
const LONGEST_RANGE = 50;

/** More passages than a reply is ever given, so that a higher number, or 0, names none: a year, an index. */
const MOST_PASSAGES = 99;

/** Behind it a bracket is a value of a formula or of a program. */
const OPERATOR = /(?:[=+*/<>%^&|~]|["'`]\s*:)\s*$/;
const NAME = /[\p{L}\p{N}_]$/u;

export interface CitationMarker {
  /** In UTF-16 code units. */
  readonly length: number;
  readonly numbers: readonly number[];
  readonly hasRange: boolean;
}

/**
 * The reference at the beginning of a text, as models write it: [1], [1, 2], [1-3], [^1], 【1†source】, ［1］. Every
 * bracket that holds only numbers is one; any other bracket is none.
 * @returns 'undecided' when the text ends before one can tell
 */
export function citationMarker(text: string): CitationMarker | 'undecided' | undefined {
  const head = text.slice(0, LONGEST);
  const [whole, items] = MARKER.exec(head) ?? [];
  if (whole !== undefined && items !== undefined)
    return { length: whole.length, numbers: numbersOf(items), hasRange: /[-–]/.test(items) };
  return head.length < LONGEST && BEGINNING.test(head) ? 'undecided' : undefined;
}

/**
 * Whether a bracket may refer to a passage: all its numbers could be those of passages, and it stands where references
 * do. `[0, 1]`, `[2024]`, `[0-9]`, `v = [1, 2, 3]` and the `[7]` of `a[7]` do not.
 * @param before the text before it
 */
export function isReference({ numbers, hasRange }: CitationMarker, before: string, passages: number): boolean {
  const isKnown = (number: number) => number >= 1 && number <= passages;
  if (passages === 0 || numbers.some((number) => number < 1 || number > Math.max(passages, MOST_PASSAGES)))
    return false;
  if (hasRange) return numbers.every(isKnown);
  if (numbers.length > 1) return numbers.some(isKnown) && !OPERATOR.test(before);
  return numbers.every(isKnown) || !(OPERATOR.test(before) || NAME.test(before));
}

/**
 * A quoted text without its notes, `is old.[5]`; what else could be taken for a reference of ours is escaped as in
 * Markdown.
 */
export function withoutMarkers(text: string): string {
  const rest = text.replaceAll(NOTE, '');
  return rest === text ? text.replaceAll(LIKE_OURS, String.raw`\[$1\]`) : withoutMarkers(rest);
}

function numbersOf(items: string): number[] {
  return items.split(/[,;，、；]/).flatMap((item) => {
    const [first = 0, last = first] = item.split(/[-–]/).map((digits) => Number(digits.replaceAll(/[ ^]/g, '')));
    const isRange = last >= first && last - first < LONGEST_RANGE;
    return isRange ? Array.from({ length: last - first + 1 }, (_none, nth) => first + nth) : [first, last];
  });
}

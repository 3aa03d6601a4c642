const OPEN = '[\\[【［]';
const CLOSE = '[\\]】］]';
/** gpt-oss and OpenAI's assistants write 【1†L3-L9】. */
const DAGGER = '†[^\\]】］\\n]{0,80}';
const ITEM = '\\^?\\d+(?: *[-–] *\\d+)?';

const WHOLE = `${OPEN} *(${ITEM}(?: *[,;，、；] *${ITEM})*) *(?:${DAGGER})?${CLOSE}`;
const MARKER = new RegExp(`^${WHOLE}`);
const ANYWHERE = new RegExp(WHOLE, 'g');
/** Wider than what can become one by an odd comma; it ends as soon as anything else comes. */
const BEGINNING = new RegExp(`^${OPEN}[ \\d^,;，、；–-]*(?:${DAGGER})?$`);

/** All characters that may stand within a marker, before its dagger. */
export const INSIDE_MARKER = /^[\s\d^,;，、；–-]*$/;

/** In UTF-16 code units: no longer one is looked for, however the text is cut into pieces. */
const LONGEST = 400;

/** More numbers than that are no range of passages. */
const LONGEST_RANGE = 50;

export interface CitationMarker {
  /** In UTF-16 code units. */
  readonly length: number;
  readonly numbers: readonly number[];
}

/**
 * The reference at the beginning of a text, as models write it: [1], [1, 2], [1-3], [^1], 【1†source】, ［1］. Every
 * bracket that holds nothing but numbers is one; any other bracket is none.
 * @returns 'undecided' when the text ends before one can tell
 */
export function citationMarker(text: string): CitationMarker | 'undecided' | undefined {
  const head = text.slice(0, LONGEST);
  const [whole, items] = MARKER.exec(head) ?? [];
  if (whole !== undefined && items !== undefined) return { length: whole.length, numbers: numbersOf(items) };
  return head.length < LONGEST && BEGINNING.test(head) ? 'undecided' : undefined;
}

/** A text without anything that could be taken for a reference of ours, such as the notes of a quoted one. */
export function withoutMarkers(text: string): string {
  const rest = text.replaceAll(ANYWHERE, '');
  return rest === text ? text : withoutMarkers(rest);
}

function numbersOf(items: string): number[] {
  return items.split(/[,;，、；]/).flatMap((item) => {
    const [first = 0, last = first] = item.split(/[-–]/).map((digits) => Number(digits.replaceAll(/[ ^]/g, '')));
    const isRange = last >= first && last - first < LONGEST_RANGE;
    return isRange ? Array.from({ length: last - first + 1 }, (_none, nth) => first + nth) : [first, last];
  });
}

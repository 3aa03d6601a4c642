import { joint, type PageLine } from './page-text.js';

/** Lines at the top and at the bottom of a page that may be its running head, its foot or its number. */
const MARGIN = 2;
/** How many pages, and which share of all, must have the same line there. */
const LEAST = 3;
const SHARE = 0.4;

const PAGE_NUMBER = /^\W*(?:(?:page|seite|página|pagina|стр|s|p)\.?\s*)?#(?:\s*(?:\/|of|von|de|di|из)\s*#)?\W*$/iu;
const ENDED = /[.!?:;。！？…"”»’)\]|]\s*$/u;

/** Removes lines that stand in the margins of several pages and differ at most in a number. */
export function withoutRunningHeads(pages: readonly (readonly PageLine[])[]): (readonly PageLine[])[] {
  const counts = new Map<string, number>();
  for (const lines of pages)
    for (const key of new Set(inMargins(lines).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  const isRunning = (line: PageLine) => {
    const count = counts.get(keyOf(line)) ?? 0;
    return PAGE_NUMBER.test(keyOf(line)) ? count > 1 : count >= Math.max(LEAST, SHARE * pages.length);
  };
  return pages.map((lines) => {
    const running = new Set(inMargins(lines).filter(isRunning));
    const rest = lines.filter((line) => !running.has(line));
    // A page with nothing else says just that.
    return rest.length === 0 ? lines : rest;
  });
}

/**
 * Pages one after the other, with a blank line between, unless a sentence goes on from one to the next.
 * @param pages the text of each, and what stands behind it
 */
export function joinedPages(pages: readonly (readonly [text: string, values: string])[]): string {
  let all = '';
  for (const [text, values] of pages) {
    if (all !== '' && text !== '') all = goesOn(all, text) ? joint(all, text).join('') : `${all}\n\n${text}`;
    else all += text;
    if (values !== '') all = all === '' ? values : `${all}\n\n${values}`;
  }
  return all;
}

function goesOn(before: string, next: string): boolean {
  const end = before.slice(-40);
  return !ENDED.test(end) && (/^\p{Ll}/u.test(next) || (/\p{Lo}$/u.test(end) && /^\p{Lo}/u.test(next)));
}

function inMargins(lines: readonly PageLine[]): PageLine[] {
  const fromTop = lines.toSorted((a, b) => b.y - a.y);
  return [...new Set([...fromTop.slice(0, MARGIN), ...fromTop.slice(-MARGIN)])];
}

function keyOf({ text }: PageLine): string {
  return text.replaceAll(/\d+|\b[ivxl]+\b/gi, '#').replaceAll(/\s+/g, ' ');
}

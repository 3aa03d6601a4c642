import { characters } from '#libs/http';

const MAX_DERIVED_TITLE = 80;

/** The title of a chat without one: the first line that says something, at most 80 characters, cut at a word. */
export function deriveTitle(content: string): string | undefined {
  const line = content
    .split(/[\r\n\u2028\u2029]/)
    .map((text) => text.trim())
    .find((text) => text !== '');
  if (line === undefined || characters(line) <= MAX_DERIVED_TITLE) return line;
  const head = Array.from(line.slice(0, 2 * MAX_DERIVED_TITLE + 2)).slice(0, MAX_DERIVED_TITLE + 1);
  const wordEnd = head.join('').search(/\s+\S*$/);
  return wordEnd > 0 ? head.join('').slice(0, wordEnd) : head.slice(0, MAX_DERIVED_TITLE).join('');
}

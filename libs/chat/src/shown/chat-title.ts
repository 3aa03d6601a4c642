import { cutBetweenGraphemes, showsSomething } from '#libs/http';

const MAX_DERIVED_TITLE = 80;

/** The title of a chat without one: the first line that shows something, at most 80 characters, cut at a word. */
export function deriveTitle(content: string): string | undefined {
  const line = content
    .split(/[\r\n\u2028\u2029]/)
    .map((text) => text.trim())
    .find(showsSomething);
  if (line === undefined) return undefined;
  const title = cutBetweenGraphemes(line, MAX_DERIVED_TITLE);
  if (!showsSomething(title)) return undefined;
  if (title === line || /^\s/.test(line.slice(title.length))) return title.trimEnd();
  const words = title.replace(/\s+\S*$/, '');
  return showsSomething(words) ? words : title;
}

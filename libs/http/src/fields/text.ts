/** Length in Unicode code points, the unit of every length and offset of the API. */
export function characters(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) pairs++;
  return text.length - pairs;
}

/** Whether a text has at most `most` characters; much longer texts are not counted. */
export function hasAtMost(most: number, text: string): boolean {
  return text.length <= most || (text.length <= 2 * most && characters(text) <= most);
}

/** Whether a text has at least `least` characters; much longer texts are not counted. */
export function hasAtLeast(least: number, text: string): boolean {
  return text.length >= 2 * least || characters(text) >= least;
}

/** PostgreSQL stores neither NUL nor a lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Unicode category Cc: C0, DEL and C1. */
export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

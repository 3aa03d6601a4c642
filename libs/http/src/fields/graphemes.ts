const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** White space, control characters, and what Unicode says is not drawn: zero-width, variation selectors, fillers. */
const NOTHING_VISIBLE = /^[\s\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]*$/u;

/**
 * The beginning of a text, at most `most` Unicode code points, cut between graphemes (UAX 29). Only a grapheme that is
 * longer than that is cut within.
 */
export function cutBetweenGraphemes(text: string, most: number): string {
  if (text.length <= most) return text;
  // The text before, and one code point after, decide where a grapheme may end.
  const points = Array.from(text.slice(0, 2 * most + 2)).slice(0, most + 1);
  if (points.length <= most) return text;
  const head = points.slice(0, most).join('');
  const cut = segmenter.segment(points.join('')).containing(head.length)?.index ?? head.length;
  return cut === 0 ? head : head.slice(0, cut);
}

/** Whether somebody who looks at the text sees anything. */
export function showsSomething(text: string): boolean {
  return !NOTHING_VISIBLE.test(text);
}

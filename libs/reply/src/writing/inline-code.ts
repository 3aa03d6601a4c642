/** In UTF-16 code units; a longer span is taken for two stray backticks. */
const LONGEST = 300;

/**
 * How much of a text that begins with a run of backticks is inline code: up to the next run of the same length on the
 * same line (CommonMark 0.31, section 6.1; there a span may also go over several lines).
 * @param isEnd nothing follows the text
 * @returns its length in UTF-16 code units, 0 for none, 'undecided' when the text ends before one can tell
 */
export function inlineCode(text: string, isEnd: boolean): number | 'undecided' {
  const run = /^`+/.exec(text)?.[0] ?? '';
  const [line = ''] = text.slice(run.length, run.length + LONGEST + 1).split('\n', 1);
  const area = line.slice(0, LONGEST);
  const isWhole = isEnd || area.length < line.length || run.length + line.length < text.length;
  const closing = run.length > LONGEST ? undefined : new RegExp(`(?<!\`)${run}(?!\`)`).exec(area)?.index;
  if (closing !== undefined && (isWhole || closing + run.length < area.length)) return closing + 2 * run.length;
  return isWhole ? 0 : 'undecided';
}

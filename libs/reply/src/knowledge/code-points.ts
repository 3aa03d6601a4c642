/**
 * Translates offsets in UTF-16 code units, which JavaScript's strings count in, into code points. Asked for offsets
 * in rising order it walks the text once; a smaller one than before begins anew. An offset between the two halves of
 * a pair counts as after it.
 */
export function codePointCounter(text: string): (offset: number) => number {
  let [seen, points] = [0, 0];
  return (offset) => {
    if (offset < seen) [seen, points] = [0, 0];
    for (; seen < offset; points++) seen += (text.codePointAt(seen) ?? 0) > 0xffff ? 2 : 1;
    return points;
  };
}

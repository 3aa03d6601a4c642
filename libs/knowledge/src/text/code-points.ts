/**
 * Translates offsets in UTF-16 code units, which JavaScript's strings count in, into code points. It walks from the
 * offset that it was asked for last, so that offsets near to each other cost little. An offset between the two halves
 * of a pair counts as after it.
 */
export function codePointCounter(text: string): (offset: number) => number {
  let [seen, points] = [0, 0];
  return (offset) => {
    for (; seen > offset; points--) seen -= seen > 1 && (text.codePointAt(seen - 2) ?? 0) > 0xffff ? 2 : 1;
    for (; seen < offset; points++) seen += (text.codePointAt(seen) ?? 0) > 0xffff ? 2 : 1;
    return points;
  };
}

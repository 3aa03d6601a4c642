/** A line of a text, without what ends it. Offsets are in UTF-16 code units. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

export function* linesOf(text: string): Generator<Line> {
  const ends = /\r\n|[\n\r\u2028\u2029\f]/g;
  let start = 0;
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    yield { start, end: end.index, content: text.slice(start, end.index) };
    start = ends.lastIndex;
  }
  yield { start, end: text.length, content: text.slice(start) };
}

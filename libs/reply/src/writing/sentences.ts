import { codePointCounter, type Passage, type TextUnit, textUnits } from '#libs/knowledge';

/** A full stop that ends an initial or an abbreviation (J., U.S., Dr., No., e.g.) and not a sentence. */
const ABBREVIATED = /(?:^|[\s("'“‘[])(?:\p{L}|(?:\p{L}\.)+\p{L}|\p{Lu}\p{L}{1,2})\.$/u;

/** The sentences of a passage, each a passage of its own; lines that are no prose count as one, headings do not count. */
export function sentencesOf(passage: Passage): Passage[] {
  const { text, start: offset } = passage;
  const toCodePoints = codePointCounter(text);
  return joined(text, textUnits(text)).map(({ start, end }) => ({
    ...passage,
    start: offset + toCodePoints(start),
    end: offset + toCodePoints(end),
    text: text.slice(start, end),
  }));
}

function joined(text: string, units: Iterable<TextUnit>): { start: number; end: number }[] {
  const sentences: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const { kind, start, end, isFirst } of units) {
    const last = sentences.at(-1);
    if (isOpen && !isFirst && last !== undefined) last.end = end;
    else if (kind !== 'heading') sentences.push({ start, end });
    isOpen = kind === 'paragraph' && ABBREVIATED.test(text.slice(start, end));
  }
  return sentences;
}

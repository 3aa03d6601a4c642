import { createHash } from 'node:crypto';

const DIMENSIONS = 64;

/**
 * A text as a vector of length one: its words, each counted in a place that its hash chooses. The same every time.
 * @param synonyms words that are counted as another
 */
export function hashedWords(text: string, synonyms: ReadonlyMap<string, string> = new Map()): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const place =
      createHash('sha256')
        .update(synonyms.get(word) ?? word)
        .digest()
        .readUInt32LE(0) % DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((count) => count / length);
}

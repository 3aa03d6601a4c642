/** Bytes of UTF-8 that make a token, about: four letters of English, two of Russian, one and a third of Chinese. */
const BYTES = 4;

/** About how many tokens a text is to a model whose server does not count them; a fraction, so that parts add up. */
export function estimatedTokens(text: string): number {
  return Buffer.byteLength(text) / BYTES;
}

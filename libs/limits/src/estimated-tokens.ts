/** Bytes of UTF-8 per token, roughly: four letters of English, two of Russian, one and a third of Chinese. */
const BYTES = 4;

/**
 * Estimates the tokens of a text when the model's server does not count them. It is a fraction, so that parts add up.
 */
export function estimatedTokens(text: string): number {
  return Buffer.byteLength(text) / BYTES;
}

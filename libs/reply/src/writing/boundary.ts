import { randomBytes } from 'node:crypto';

/**
 * A word that occurs in none of the texts, new each time: nobody who wrote one of them could know it, so a line that
 * begins with it is ours.
 */
export function drawBoundary(texts: readonly string[], draw = () => randomBytes(12).toString('hex')): string {
  let boundary = draw();
  while (texts.some((text) => text.includes(boundary))) boundary = draw();
  return boundary;
}

/**
 * A text of which no character carries more than 30 marks (Unicode's Stream-Safe Text Format, UAX 15, section 13): to
 * order marks, normalising takes time that grows with the square of their number.
 */
export function streamSafe(text: string): string {
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1');
}

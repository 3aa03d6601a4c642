import { detectLanguage } from '#libs/knowledge';
import type { Turn } from './writer.js';

/** Turns looked at, the newest first. */
const LATEST = 6;

/**
 * The languages that a question is surely in, the likeliest first, as ISO 639-1 codes: its own where it tells that, then
 * those that its asker wrote in before. A few words often tell none.
 */
export async function spokenLanguages(question: string, earlier: readonly Turn[]): Promise<readonly string[]> {
  const codes = new Set<string>();
  const asked = earlier.filter(({ isUser }) => isUser).slice(0, LATEST);
  for (const text of [question, ...asked.map(({ content }) => content)]) {
    const { code, isReliable } = await detectLanguage(text);
    if (isReliable) codes.add(code);
  }
  return [...codes];
}

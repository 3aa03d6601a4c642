import { describe, expect, it } from '@jest/globals';
import { likelihood } from './evidence.js';
import type { WordsFound } from './question-words.js';

const EARLIER = [{ isUser: true, content: 'What do the moorings cost?' }];
const passage = (text: string) => ({
  chatId: 1,
  messageId: 1,
  filename: undefined,
  sentAt: '',
  source: 'content' as const,
  start: 0,
  end: text.length,
  text,
  heading: undefined,
  header: undefined,
  score: 1,
});

/** Words of the question first, one for each letter, and behind them one of what was said before. */
function found(own: number, has: (text: string) => readonly number[]): WordsFound {
  const words = Array.from({ length: own + 1 }, (_, nth) => nth);
  return {
    rarity: words.map(() => 1),
    weights: words.map((word) => (word < own ? 1 : 0.3)),
    asked: words.map((word) => (word < own ? 1 : 0.3)),
    own: new Set(words.slice(0, own)),
    has: (_, texts) => new Set(texts.flatMap(has)),
    leans: false,
    question: { rarity: [], likeness: () => new Map(), before: () => 0 },
  };
}

/** What it makes of a passage that half of the question's words are in, that what was said before is in it too. */
function gain(own: number): number {
  const turns = { question: '', earlier: EARLIER };
  const half = Array.from({ length: own / 2 }, (_, nth) => nth);
  const of = (text: string) =>
    likelihood(
      turns,
      [passage(text)],
      found(own, (each) => (each === 'both' ? [...half, own] : each === '' ? [] : half)),
    );
  return of('both') - of('half');
}

describe('what was said before', () => {
  it('tells of a passage the more, the fewer words the question has', () => {
    const gains = [2, 4, 6, 8].map(gain);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    expect(gain(2)).toBeGreaterThan(3 * gain(6));
  });
});

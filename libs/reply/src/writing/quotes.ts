import type { WordsFound } from '#libs/knowledge';
import type { Sentence } from './sentences.js';

/** What a word of the question counts where it stands above a sentence, in a question that it answers, or before it. */
const ABOVE = 0.5;
const ANSWERED = 0.9;
const BEFORE = 0.45;

/** What the rank of its passage counts, beside the words of the question. */
const RANK = 0.5;

/** With so much of the question's weight in it, one sentence answers. */
const ANSWERS = 0.95;
/** So much of it a second one adds; one of another message more, since it may be about something else. */
const ADDS = 0.02;
const ADDS_ELSEWHERE = 0.25;
const ELSEWHERE = -0.2;
/** For one next to the first, which likely goes on about the same. */
const NEXT = 0.02;

/** The words of the question in a sentence, and in what stands above it. */
export interface Said {
  readonly sentence: Sentence;
  readonly own: ReadonlySet<number>;
  readonly above: ReadonlySet<number>;
}

interface Valued extends Said {
  readonly place: number;
  readonly worth: number;
}

/**
 * The sentence that answers most of the question; and, where it leaves a part open, a second sentence that adds some of it
 * or stands next to the first. A sentence is worth the share of the question's words that it has, each
 * weighted by how rare it is in all that is in scope (inverse document frequency, Spärck Jones 1972), plus its
 * passage's score relative to the best one's. The numbers were tried on XQuAD in twelve languages.
 */
export function quotes(said: readonly Said[], rarity: WordsFound['rarity']): Sentence[] {
  const total = rarity.reduce((sum, rare) => sum + rare, 0);
  const weightOf = (words: Iterable<number>) =>
    total === 0 ? 0 : [...words].reduce((sum, word) => sum + (rarity[word] ?? 0), 0) / total;
  const valued = valuesOf(said, weightOf).filter(({ sentence }) => !sentence.isQuestion && isText(sentence));
  const best = valued.reduce<Valued | undefined>((a, b) => (a === undefined || b.worth > a.worth ? b : a), undefined);
  if (best === undefined) return [];
  const known = union(best.own, best.above);
  if (total === 0 || weightOf(known) >= ANSWERS) return [best.sentence];
  const second = secondOf(best, valued, (one) => weightOf(difference(one.own, known)));
  return second === undefined ? [best.sentence] : [best.sentence, second.sentence];
}

function secondOf(best: Valued, valued: readonly Valued[], addedBy: (one: Valued) => number): Valued | undefined {
  const others = valued
    .filter(({ sentence }) => sentence.passage.text !== best.sentence.passage.text)
    .map((one) => {
      const adds = addedBy(one);
      const isElsewhere = one.sentence.passage.messageId !== best.sentence.passage.messageId;
      const isNext = !isElsewhere && Math.abs(one.place - best.place) === 1 && isProse(one) && isProse(best);
      const value = adds + one.worth + (isNext ? NEXT : 0) + (isElsewhere ? ELSEWHERE : 0);
      return { one, value, isUseful: isElsewhere ? adds >= ADDS_ELSEWHERE : isNext || adds >= ADDS };
    })
    .filter(({ isUseful }) => isUseful);
  return others.toSorted((a, b) => b.value - a.value)[0]?.one;
}

function valuesOf(said: readonly Said[], weightOf: (words: Iterable<number>) => number): Valued[] {
  const bestScore = Math.max(...said.map(({ sentence }) => sentence.passage.score));
  return said.map((one, place) => {
    const { sentence, own, above } = one;
    const previous = said[place - 1];
    const before = previous !== undefined && isBefore(previous.sentence, sentence) ? previous.own : own;
    const share =
      weightOf(own) +
      (sentence.isAnswer ? ANSWERED : ABOVE) * weightOf(difference(above, own)) +
      (sentence.isAnswer ? ANSWERED : BEFORE) * weightOf(difference(before, union(own, above)));
    const { score } = sentence.passage;
    return { ...one, place, worth: share + (bestScore > 0 ? (RANK * score) / bestScore : 0) };
  });
}

function isBefore({ passage: before }: Sentence, { passage, isProse: is }: Sentence): boolean {
  return (
    is && before.messageId === passage.messageId && before.source === passage.source && before.end <= passage.start
  );
}

function isProse({ sentence }: Said): boolean {
  return sentence.isProse;
}

function isText({ passage: { text } }: Sentence): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function union(a: ReadonlySet<number>, b: ReadonlySet<number>): Set<number> {
  return new Set([...a, ...b]);
}

function difference(a: ReadonlySet<number>, b: ReadonlySet<number>): Set<number> {
  return new Set([...a].filter((each) => !b.has(each)));
}

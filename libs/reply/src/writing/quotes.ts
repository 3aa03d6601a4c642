import { type AskedWords, idf } from '#libs/knowledge';
import { type Sentence, SHORT } from './sentences.js';

/**
 * What a sentence is worth, in shares of the question's weight (1 = it has every word). These numbers and those of SECOND
 * were tried on XQuAD in twelve languages; `npm run bench -- retrieval` tells what others bring.
 */
const WORTH = {
  /** A word of the question that the heading or the labels above have, and not the sentence itself: so much of its weight. */
  above: 0.5,
  /** A word that the sentence before it has. */
  before: 0.3,
  /** Either, when that is a question which the sentence answers. */
  answered: 0.9,
  /** All of the question's phrases (words that are neighbours in it); a part of them a part of it. */
  phrases: 0.25,
  /** All that was said before, for a question that leans on it. */
  saidBefore: 0.3,
  /** The score of its passage, where that is the best. */
  rank: 0.9,
} as const;

/** When a second sentence is shown, and which, in the same shares. */
const SECOND = {
  /** The first has so much of the question: it is shown alone. */
  unlessSaid: 0.95,
  /** The first has so much: a second is shown only when both are no longer than one may be. */
  shortIfSaid: 0.93,
  /** How much less the first is taken to say when it has none of the question's phrases. */
  withoutPhrases: 0.5,
  /** Phrases tell nothing of a question of fewer words than that. */
  leastWords: 4,
  /** It must add so much, unless it stands next to the first. */
  adds: 0.02,
  /** A row, an item, or a sentence of another message must add so much: it may be about something else. */
  addsOther: 0.15,
  /** What counts for one next to the first, which likely goes on about the same. */
  next: 0.1,
  /** What counts against one of another message. */
  elsewhere: 0.2,
} as const;

/** How well a text has words, by their numbers. */
type Likeness = ReadonlyMap<number, number>;

/** The words of the question in a sentence, and in what stands above it. */
export interface Said {
  readonly sentence: Sentence;
  readonly own: Likeness;
  readonly above: Likeness;
  /** The share of the question's phrases that the sentence has; unknown where no sentence has any. */
  readonly phrases: number | undefined;
  /** The share that it has of what was said before the question; 0 where the question does not lean on that. */
  readonly before: number;
}

interface Valued extends Said {
  readonly place: number;
  readonly worth: number;
}

/**
 * The sentence that says most of what the question asks for; and, where it leaves a part of that unsaid, a second that
 * adds some of it or stands next to the first. A sentence is worth the share of the question's words that it has, each
 * weighted by how rare it is (inverse document frequency, Spärck Jones 1972) in all that is in scope and among what was
 * found, plus its share of the question's phrases and its passage's score relative to the best one's.
 */
export function quotes(sentences: readonly Said[], rarity: AskedWords['rarity']): Sentence[] {
  const inScope = scopeWeights(sentences, rarity);
  const among = shares(amongWeights(sentences, rarity).map((weight, word) => weight + (inScope[word] ?? 0)));
  const share = (has: Likeness) => weighted(has, inScope);
  const valued = valuesOf(sentences, (has) => weighted(has, among)).filter(
    ({ sentence }) => !sentence.isQuestion && isText(sentence),
  );
  const best = valued.reduce<Valued | undefined>((a, b) => (a === undefined || b.worth > a.worth ? b : a), undefined);
  if (best === undefined) return [];
  const known = whole(bestOf(best.own, best.above));
  const said = share(known);
  const inPhrases = rarity.length < SECOND.leastWords ? 0 : SECOND.withoutPhrases;
  const answered = said - inPhrases * said * (1 - (best.phrases ?? 1));
  if (said === 0 || answered >= SECOND.unlessSaid) return [best.sentence];
  const fits = (one: Valued) => answered < SECOND.shortIfSaid || lengthOf(one) + lengthOf(best) <= SHORT;
  const second = secondOf(best, valued.filter(fits), (one) => share(beyond(one.own, known)));
  return second === undefined ? [best.sentence] : [best.sentence, second.sentence];
}

/** What each word tells in scope, in all 1; one that nothing there has, but in another form, tells most. */
function scopeWeights(said: readonly Said[], rarity: readonly number[]): number[] {
  const most = Math.max(0, ...rarity);
  return shares(rarity.map((rare, word) => (rare > 0 || !said.some(({ own }) => own.has(word)) ? rare : most)));
}

/** What each word tells among the sentences that were found, in all 1. */
function amongWeights(said: readonly Said[], rarity: readonly number[]): number[] {
  const having = rarity.map((_, word) => said.reduce((sum, { own }) => sum + (own.get(word) ?? 0), 0));
  return shares(having.map((count) => (count > 0 ? idf(said.length, count) : 0)));
}

function weighted(has: Likeness, weights: readonly number[]): number {
  return [...has].reduce((sum, [word, like]) => sum + like * (weights[word] ?? 0), 0);
}

function shares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 0 : weight / total));
}

function secondOf(best: Valued, valued: readonly Valued[], addedBy: (one: Valued) => number): Valued | undefined {
  const others = valued
    .filter(({ sentence }) => sentence.passage.text !== best.sentence.passage.text)
    .map((one) => {
      const adds = addedBy(one);
      const isElsewhere = one.sentence.passage.messageId !== best.sentence.passage.messageId;
      const isNext = !isElsewhere && Math.abs(one.place - best.place) === 1 && isProse(one) && isProse(best);
      const value = adds + one.worth + (isNext ? SECOND.next : 0) - (isElsewhere ? SECOND.elsewhere : 0);
      const isOther = isElsewhere || !isProse(one);
      return { one, value, isUseful: isOther ? adds >= SECOND.addsOther : isNext || adds >= SECOND.adds };
    })
    .filter(({ isUseful }) => isUseful);
  return others.toSorted((a, b) => b.value - a.value)[0]?.one;
}

function valuesOf(said: readonly Said[], share: (has: Likeness) => number): Valued[] {
  const bestScore = Math.max(...said.map(({ sentence }) => sentence.passage.score));
  return said.map((one, place) => {
    const { sentence, own, above } = one;
    const previous = said[place - 1];
    const before = previous !== undefined && isBefore(previous.sentence, sentence) ? previous.own : own;
    const known = bestOf(
      own,
      scaled(above, sentence.isAnswer ? WORTH.answered : WORTH.above),
      scaled(before, sentence.isAnswer ? WORTH.answered : WORTH.before),
    );
    const { score } = sentence.passage;
    return {
      ...one,
      place,
      worth:
        share(known) +
        WORTH.saidBefore * one.before +
        WORTH.phrases * (one.phrases ?? 0) +
        (bestScore > 0 ? (WORTH.rank * score) / bestScore : 0),
    };
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

function lengthOf({ sentence }: Said): number {
  return sentence.passage.text.length;
}

function bestOf(...likenesses: readonly Likeness[]): Map<number, number> {
  const best = new Map<number, number>();
  for (const each of likenesses) for (const [word, like] of each) best.set(word, Math.max(best.get(word) ?? 0, like));
  return best;
}

function scaled(likeness: Likeness, by: number): Likeness {
  return new Map([...likeness].map(([word, like]) => [word, by * like]));
}

function whole(likeness: Likeness): Likeness {
  return new Map([...likeness.keys()].map((word) => [word, 1]));
}

/** What the one has more of each word than the other. */
function beyond(likeness: Likeness, known: Likeness): Likeness {
  return new Map([...likeness].map(([word, like]) => [word, Math.max(0, like - (known.get(word) ?? 0))]));
}

import { detectLanguage } from '../languages/detect-language.js';
import type { Passage } from '../text/passage.js';
import type { WordsFound } from './question-words.js';
import { saysTheSame } from '../text/says-the-same.js';
import { textUnits } from '../text/text-units.js';
import type { Turns } from '../words/turns.js';

/** Passages looked at, best first; those further down do not answer either. */
const PASSAGES = 4;
/** Sentences of them. */
const MOST_UNITS = 400;
/** What a word that nothing in scope has counts: it may be another word for what is there. */
const UNKNOWN = 0.7;
/** The earlier turns weigh as much as this many words of the question, so they count more beside a short one. */
const BEFORE = 3;
/** Only what the latest turn of all earlier ones asks is asked for more than that. */
const LATEST = 0.2;
/** How much the words near to each other count, beside those of all the passage. */
const NEAR = 0.7;

/**
 * From here on passages are taken to answer: about 3 % of the answerable questions are lost, in each language of XQuAD.
 * Where a word has many forms, and no stemmer, one of them is less often the same in question and text; of languages
 * that write syllables apart, one more often is. See docs/decisions/0023-saying-that-it-is-not-there.md.
 */
const LEAST: Readonly<Record<string, number>> = {
  ar: 0.29,
  de: 0.29,
  el: 0.32,
  en: 0.4,
  es: 0.374,
  hi: 0.36,
  ro: 0.4,
  ru: 0.3,
  th: 0.44,
  tr: 0.29,
  vi: 0.5,
  zh: 0.33,
};
const LEAST_OF_OTHERS = 0.34;
/** Of that, after earlier turns: what answers something else has none of their words. */
const AFTER_OTHERS = 0.96;

const NONE: ReadonlySet<number> = new Set();

export async function leastLikelihood({ question, earlier }: Turns): Promise<number> {
  const { code } = await detectLanguage(question);
  return (LEAST[code] ?? LEAST_OF_OTHERS) * (earlier.length > 0 ? AFTER_OTHERS : 1);
}

/**
 * How likely, without a model, passages that were found for a question answer it, 0 to 1: the share of the question's
 * weight that the best passage has, mostly within two sentences that follow each other. What was said before counts in
 * part: of two passages that share a word with the question, the one about something else answers less often. The labels
 * of a table tell nothing of a row that has none of the words beside them.
 */
export function likelihood(turns: Turns, passages: readonly Passage[], found: WordsFound): number {
  const units = passages
    .slice(0, PASSAGES)
    .flatMap(({ text, heading = '', header: above = '' }, passage) =>
      Array.from(textUnits(text, above === '' ? undefined : above), ({ kind, start, end, header = above }) => {
        return { passage, kind, text: text.slice(start, end), above: [heading, header] };
      }),
    )
    .slice(0, MOST_UNITS);
  const looked = units.map(({ passage, kind, text, above }) => {
    const has = kind === 'header' ? NONE : found.has(passage, [text]);
    const labels = found.has(passage, above);
    const isChosen = [...has].some((word) => found.leans || found.own.has(word));
    const isAny = /row|header/.test(kind) && !isChosen && [...found.own].some((word) => !labels.has(word));
    return { passage, has: isAny ? NONE : new Set([...has, ...labels]) };
  });
  if (looked.length === 0 || hasNoneOf(found.own, looked)) return 0;
  const withBefore = bestShare(turns, passages, looked, found, sharesOf(found, weightsWithBefore(found)));
  if (found.leans || turns.earlier.length === 0) return withBefore;
  const own = found.weights.map((weight, word) =>
    found.own.has(word) ? weight / Math.max(1, found.asked[word] ?? 1) : 0,
  );
  const before = BEFORE / (BEFORE + found.own.size);
  return (1 - before) * bestShare(turns, passages, looked, found, sharesOf(found, own)) + before * withBefore;
}

/** What was said before does not answer what is asked now: `Do you sell lamps?` after the price of a chair. */
function hasNoneOf(own: ReadonlySet<number>, looked: readonly { readonly has: ReadonlySet<number> }[]): boolean {
  return own.size > 0 && !looked.some(({ has }) => [...has].some((word) => own.has(word)));
}

/**
 * Of what was said before, what is nowhere in scope says nothing of this question; and a question without words of its
 * own, such as `where?`, asks about the latest turn alone.
 */
function weightsWithBefore({ weights, rarity, asked, own }: WordsFound): number[] {
  return weights.map((weight, word) => {
    if (own.has(word)) return weight;
    const isAsked = own.size > 0 || (asked[word] ?? 0) > LATEST;
    return isAsked && (rarity[word] ?? 0) > 0 ? weight : 0;
  });
}

function bestShare(
  turns: Turns,
  passages: readonly Passage[],
  looked: readonly { readonly passage: number; readonly has: ReadonlySet<number> }[],
  found: WordsFound,
  share: (sets: readonly ReadonlySet<number>[]) => number,
): number {
  let best = 0;
  for (let nth = 0; nth < PASSAGES; nth++) {
    const isSaid = turns.earlier.some(({ content }) => saysTheSame(content, passages[nth]?.text ?? ''));
    const has = looked
      .filter(({ passage }) => passage === nth)
      // What was said before has all its own words.
      .map(({ has: words }) => (isSaid ? new Set([...words].filter((word) => found.own.has(word))) : words));
    const near = Math.max(0, ...has.map((words, unit) => share([words, has[unit + 1] ?? words])));
    best = Math.max(best, NEAR * near + (1 - NEAR) * share(has));
  }
  return best;
}

function sharesOf(
  { rarity }: WordsFound,
  weights: readonly number[],
): (sets: readonly ReadonlySet<number>[]) => number {
  const counted = weights.map((weight, word) => ((rarity[word] ?? 0) > 0 ? weight : UNKNOWN * weight));
  const total = counted.reduce((sum, weight) => sum + weight, 0);
  return (sets) => {
    const words = new Set(sets.flatMap((set) => [...set]));
    return total === 0 ? 0 : [...words].reduce((sum, word) => sum + (counted[word] ?? 0), 0) / total;
  };
}

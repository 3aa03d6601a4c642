import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { askedForms, KINDS } from '../words/asked-words.js';
import { idf } from './collection.js';
import { readingOf, type TextReading } from '../words/language.js';
import { likenessIn, OTHER_FORM } from '../words/likeness.js';
import { matchingOf } from '../words/matching-text.js';
import { QuestionWordsRepository } from './question-words.repository.js';
import type { Scope } from '../rows/scope.js';
import type { WeightedText } from '../words/turns.js';

/** What a question's words are in texts. */
export interface WordsFound {
  /**
   * How much each word tells, the rarer in all that is in scope the more (the idf of BM25); 0 for those that nothing in
   * scope has.
   */
  readonly rarity: readonly number[];
  /** The same, but that a word that nothing has tells most; each counted by the weight of the text that asks for it. */
  readonly weights: readonly number[];
  /** How much each word is asked for: 1 by the question, less by what was said before it, the sum of both. */
  readonly asked: readonly number[];
  /** Those of the question itself, not of what was said before it. */
  readonly own: ReadonlySet<number>;
  /** By text: the words that it has, in any of their forms. */
  readonly has: readonly ReadonlySet<number>[];
  /** By text, of the words that it has or has one like: how well, 1 as it is written, less in another form. */
  readonly likeness: readonly ReadonlyMap<number, number>[];
}

/** A text, and one that tells its language better than it may do on its own. */
export interface TextInContext {
  readonly text: string;
  readonly around: string;
}

/** Reads a question's words and those of other texts as the index reads them, so that forms of one word are one. */
@Injectable()
export class QuestionWords {
  constructor(private readonly rows: QuestionWordsRepository) {}

  async find(
    db: Queryable,
    scope: Scope,
    asked: readonly WeightedText[],
    texts: readonly TextInContext[],
  ): Promise<WordsFound> {
    const forms = await askedForms(asked);
    const readings = await readingsOf(texts);
    const read = texts.map(({ text }, nth) => {
      const { language, configuration } = readings[nth] ?? { language: '', configuration: 'simple' };
      return { configuration, matching: matchingOf(text, language) };
    });
    const rarity: number[] = [];
    const asks: number[] = [];
    const written: string[] = [];
    for (const { word, weight, text, kind } of forms) {
      rarity[word] = 0;
      asks[word] = Math.max(asks[word] ?? 0, weight);
      // `it` is not like IT.
      written[word] ??= kind === KINDS.asItStands ? '' : text;
    }
    const has = texts.map(() => new Set<number>());
    const passages = new Map<string, number>();
    const rows = await this.rows.find(db, scope, forms, read);
    for (const { word, language, count } of rows) if (word === null) passages.set(language ?? '', count);
    for (const { text, word, language, count } of rows) {
      if (word === null) continue;
      if (text === null) rarity[word] = Math.max(rarity[word] ?? 0, rarityOf(passages.get(language ?? '') ?? 0, count));
      else has[text]?.add(word);
    }
    const unknown = rarityOf(Math.max(0, ...passages.values()), 0);
    const weights = rarity.map((rare, word) => {
      const isNumbered = /\p{N}/u.test(written[word] ?? '');
      const tells = rare > 0 ? (isNumbered ? NUMBERED_FOUND : 1) * rare : (isNumbered ? NUMBERED : 1) * unknown;
      return (asks[word] ?? 0) * tells;
    });
    const likeness = read.map(({ matching }, nth) => likenessOf(matching.words, written, has[nth]));
    const own = new Set(asks.flatMap((weight, word) => (weight >= OWN ? [word] : [])));
    return { rarity, asked: asks, own, weights, has, likeness };
  }
}

function likenessOf(text: string, asked: readonly string[], has: ReadonlySet<number> | undefined): Map<number, number> {
  const likeness = likenessIn(text);
  const found = asked.map((word, nth) => [nth, Math.max(likeness(word), has?.has(nth) ? OTHER_FORM : 0)] as const);
  return new Map(found.filter(([, like]) => like > 0));
}

/** A word of the question itself is asked for so much; one of what was said before less. */
const OWN = 0.7;

/** A number, or a name with one, is another word for nothing: what has none of it does not answer. */
const NUMBERED = 4;
/** A row that has the number asked for answers, though its labels are called otherwise. */
const NUMBERED_FOUND = 2;

/** Passages without the word that every scope is taken to have besides: what one of two passages has is not common. */
const FURTHER = 30;

function rarityOf(passages: number, frequency: number): number {
  return idf(Math.max(passages, frequency) + FURTHER, frequency);
}

/** Each text around others is looked at once. */
async function readingsOf(texts: readonly TextInContext[]): Promise<TextReading[]> {
  const known = new Map<string, TextReading>();
  const readings: TextReading[] = [];
  for (const { around } of texts) {
    const reading = known.get(around) ?? (await readingOf(around, readings.at(-1)?.language));
    known.set(around, reading);
    readings.push(reading);
  }
  return readings;
}

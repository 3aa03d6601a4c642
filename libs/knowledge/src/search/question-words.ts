import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { type AskedForm, askedForms, KINDS } from '../words/asked-words.js';
import { idf } from './collection.js';
import { readingOf, type TextReading } from '../words/language.js';
import { leansOnEarlier } from '../words/leaning.js';
import { likenessIn, OTHER_FORM } from '../words/likeness.js';
import { matchingOf } from '../words/matching-text.js';
import type { Passage } from '../text/passage.js';
import { QuestionWordsRepository, type WordRow } from './question-words.repository.js';
import type { Scope } from '../rows/scope.js';
import { textUnits } from '../text/text-units.js';
import { earlierTexts, questionText, type Turns } from '../words/turns.js';

/** The words of a question in the passages that were found for it. They are numbered from 0. */
export interface AskedWords {
  /**
   * How much each word tells, the rarer in all that is in scope the more (the idf of BM25); 0 for those that nothing in
   * scope has.
   */
  readonly rarity: readonly number[];
  /**
   * Of the words that units, headings or labels of the passage (its number among those looked up) have or have one like:
   * how well, 1 as it is written, less in another form.
   */
  readonly likeness: (passage: number, texts: readonly string[]) => ReadonlyMap<number, number>;
  /** The share of what was said before that they have, 0 to 1, where the question leans on it; else 0. */
  readonly before: (passage: number, texts: readonly string[]) => number;
}

/** The words of a question and of what was said before it, in the passages that were found. */
export interface WordsFound {
  /** As {@link AskedWords} has it. */
  readonly rarity: readonly number[];
  /** The same, but that a word that nothing has tells most; each counted by the weight of the text that asks for it. */
  readonly weights: readonly number[];
  /** How much each word is asked for: 1 by the question, less by what was said before it, the sum of both. */
  readonly asked: readonly number[];
  /** Those of the question itself, not of what was said before it. */
  readonly own: ReadonlySet<number>;
  /** Those that units, headings or labels of a passage have, in any of their forms. */
  readonly has: (passage: number, texts: readonly string[]) => ReadonlySet<number>;
  /** Whether only the earlier turns name the subject of the question. */
  readonly leans: boolean;
  readonly question: AskedWords;
}

/** Reads a question's words and those of passages as the index reads them, so that forms of one word are one. */
@Injectable()
export class QuestionWords {
  constructor(private readonly rows: QuestionWordsRepository) {}

  /** One look-up for all that is asked of these passages. */
  async find(db: Queryable, scope: Scope, turns: Turns, passages: readonly Passage[]): Promise<WordsFound> {
    const question = questionText(turns);
    const forms = await askedForms([question, ...earlierTexts(turns)]);
    const numbers = numbersOf(forms);
    const ofQuestion = [...numbersOf(await askedForms([question])).keys()].flatMap((key) => numbers.get(key) ?? []);
    const read = await textsOf(passages);
    const texts = read.flatMap(({ language, configuration, texts: each }) =>
      each.map((text) => ({ configuration, matching: matchingOf(text, language) })),
    );
    const rows = await this.rows.find(db, scope, forms, texts);
    const has = hasOf(rows, read);
    const { rarity, unknown } = rarityOf(rows, numbers.size);
    const written = writtenOf(forms);
    const asked: number[] = [];
    for (const { word, weight } of forms) asked[word] = Math.max(asked[word] ?? 0, weight);
    const weights = rarity.map((rare, word) => {
      const isNumbered = /\p{N}/u.test(written[word] ?? '');
      const tells = rare > 0 ? (isNumbered ? NUMBERED_FOUND : 1) * rare : (isNumbered ? NUMBERED : 1) * unknown;
      return (asked[word] ?? 0) * tells;
    });
    const leans = turns.earlier.length > 0 && (await leansOnEarlier(question.text));
    const said = weights.map((weight, word) =>
      leans && (rarity[word] ?? 0) > 0 && !ofQuestion.includes(word) ? weight : 0,
    );
    return {
      rarity,
      asked,
      leans,
      own: new Set(asked.flatMap((weight, word) => (weight >= OWN ? [word] : []))),
      weights,
      has,
      question: {
        rarity: ofQuestion.map((word) => rarity[word] ?? 0),
        likeness: (passage, units) => {
          const text = units.join('\n');
          const like = likenessIn(matchingOf(text, read[passage]?.language ?? '').words);
          const there = has(passage, units);
          return likenessOf(ofQuestion, (word) =>
            Math.max(like(written[word] ?? ''), there.has(word) ? OTHER_FORM : 0),
          );
        },
        before: (passage, units) => shareOf(said, has(passage, units)),
      },
    };
  }
}

function shareOf(weights: readonly number[], words: ReadonlySet<number>): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? 0 : [...words].reduce((sum, word) => sum + (weights[word] ?? 0), 0) / total;
}

function likenessOf(words: readonly number[], like: (word: number) => number): Map<number, number> {
  return new Map(words.map((word, nth) => [nth, like(word)] as const).filter(([, how]) => how > 0));
}

/** The number of each word, by how it is looked for. */
function numbersOf(forms: readonly AskedForm[]): Map<string, number> {
  const numbers = new Map<string, number>();
  const known = new Set<number>();
  for (const { word, kind, text } of forms) {
    if (!known.has(word)) numbers.set(kind + text, word);
    known.add(word);
  }
  return numbers;
}

/** As they are written, but names that are function words: `it` is not like IT. */
function writtenOf(forms: readonly AskedForm[]): string[] {
  const written: string[] = [];
  for (const { word, kind, text } of forms) written[word] ??= kind === KINDS.asItStands ? '' : text;
  return written;
}

/** @returns how much each word tells, and one that nothing has */
function rarityOf(rows: readonly WordRow[], count: number): { rarity: number[]; unknown: number } {
  const passages = new Map<string, number>();
  for (const row of rows) if (row.word === null) passages.set(row.language ?? '', row.count);
  const rarity = Array.from({ length: count }, () => 0);
  for (const { text, word, language, count: having } of rows)
    if (text === null && word !== null)
      rarity[word] = Math.max(rarity[word] ?? 0, idfAmongMore(passages.get(language ?? '') ?? 0, having));
  return { rarity, unknown: idfAmongMore(Math.max(0, ...passages.values()), 0) };
}

function hasOf(rows: readonly WordRow[], read: readonly ReadPassage[]): WordsFound['has'] {
  const byText = new Map<number, number[]>();
  for (const { text, word } of rows)
    if (text !== null && word !== null) byText.set(text, [...(byText.get(text) ?? []), word]);
  const nth = new Map<string, number>();
  for (const [passage, { texts }] of read.entries()) for (const text of texts) nth.set(`${passage} ${text}`, nth.size);
  return (passage, texts) => new Set(texts.flatMap((text) => byText.get(nth.get(`${passage} ${text}`) ?? -1) ?? []));
}

/** A word of the question itself is asked for so much; one of what was said before less. */
const OWN = 0.7;

/** A number, or a name with one, is another word for nothing: what has none of it does not answer. */
const NUMBERED = 4;
/** A row that has the number asked for answers, though its labels are called otherwise. */
const NUMBERED_FOUND = 2;

/** Passages without the word that every scope is taken to have besides: what one of two passages has is not common. */
const FURTHER = 30;

function idfAmongMore(passages: number, frequency: number): number {
  return idf(Math.max(passages, frequency) + FURTHER, frequency);
}

interface ReadPassage extends TextReading {
  readonly texts: readonly string[];
}

/** The units of each passage, and what stands above them, each once. */
async function textsOf(passages: readonly Passage[]): Promise<ReadPassage[]> {
  const read: ReadPassage[] = [];
  for (const { text, heading = '', header = '' } of passages) {
    const texts = new Set([heading, header]);
    for (const unit of textUnits(text, header === '' ? undefined : header))
      texts.add(text.slice(unit.start, unit.end)).add(unit.header ?? '');
    texts.delete('');
    read.push({ ...(await readingOf(text, read.at(-1)?.language)), texts: [...texts] });
  }
  return read;
}

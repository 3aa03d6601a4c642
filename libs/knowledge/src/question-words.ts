import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { type LanguageCounts, languageOf } from './language.js';
import { matchingText } from './matching-text.js';
import { QuestionWordsRepository, type ReadWord } from './question-words.repository.js';
import type { Scope } from './scope.js';

/** Of a question: the rest of a long one would cost time and tell nothing else. */
const MOST_WORDS = 128;

/** Reads words as they stand, function words too. */
const AS_THEY_STAND = 'simple';

/** What a question's words are in texts. */
export interface WordsFound {
  /**
   * How much each word tells, the rarer in all that is in scope the more (the idf of BM25); 0 for function words,
   * unless the question has no others.
   */
  readonly rarity: readonly number[];
  /** By text: the words that it has, in any of their forms. */
  readonly has: readonly ReadonlySet<number>[];
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

  async find(db: Queryable, scope: Scope, question: string, texts: readonly TextInContext[]): Promise<WordsFound> {
    const languages = await languagesOf(texts);
    const asked = await languageOf(question, countsOf(languages));
    const words = wordsOf(question, asked);
    const found = await this.read(db, scope, words, asked, texts, languages);
    if (found.rarity.some((rare) => rare > 0)) return found;
    return this.read(
      db,
      scope,
      words,
      AS_THEY_STAND,
      texts,
      languages.map(() => AS_THEY_STAND),
    );
  }

  private async read(
    db: Queryable,
    scope: Scope,
    words: readonly string[],
    asked: string,
    texts: readonly TextInContext[],
    languages: readonly string[],
  ): Promise<WordsFound> {
    const read = (language: string): ReadWord[] =>
      words.map((word, nth) => ({ word: nth, language, matching: matchingText(word, language) }));
    const readTexts = texts.map(({ text }, nth) => {
      const language = languages[nth] ?? asked;
      return { language, matching: matchingText(text, language) };
    });
    const rows = await this.rows.find(db, scope, [...new Set([asked, ...languages])].flatMap(read), readTexts);
    const has = texts.map(() => new Set<number>());
    const frequency = words.map(() => 0);
    let passages = 0;
    for (const { text, word, count } of rows) {
      if (word === null) passages = count;
      else if (text === null) frequency[word] = Math.max(frequency[word] ?? 0, count);
      else has[text]?.add(word);
    }
    return { rarity: frequency.map((count) => idf(Math.max(passages, count), count)), has };
  }
}

function idf(passages: number, frequency: number): number {
  return frequency === 0 ? 0 : Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
}

function wordsOf(text: string, language: string): string[] {
  const words = matchingText(text, language)
    .split(' ')
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** Each text around others is looked at once. */
async function languagesOf(texts: readonly TextInContext[]): Promise<string[]> {
  const known = new Map<string, string>();
  const languages: string[] = [];
  for (const { around } of texts) {
    const language = known.get(around) ?? (await languageOf(around, countsOf(languages)));
    known.set(around, language);
    languages.push(language);
  }
  return languages;
}

function countsOf(languages: readonly string[]): LanguageCounts {
  const counts: Record<string, number> = {};
  for (const language of languages) counts[language] = (counts[language] ?? 0) + 1;
  return counts;
}

import { LANGUAGES } from './languages.js';
import type { SharedScript } from './scripts.js';
import { plainText } from '../text/plain-text.js';

/** Words looked at: more of a text do not make its language clearer. */
const MOST_WORDS = 400;

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

const SCRIPTS: Readonly<Record<string, SharedScript>> = {
  bg: 'Cyrillic',
  ru: 'Cyrillic',
  sr: 'Cyrillic',
  uk: 'Cyrillic',
  ar: 'Arabic',
  fa: 'Arabic',
  he: 'Hebrew',
  yi: 'Hebrew',
  hi: 'Devanagari',
  ne: 'Devanagari',
};

const OTHER_SCRIPTS = new Set(['el', 'hy', 'ja', 'ko', 'ta', 'th', 'zh']);

const words = new Map(
  Object.entries(LANGUAGES).map(([code, { functionWords, asks }]) => [
    code,
    new Set([...plainText(functionWords).split(/\s+/), ...phrases(asks).filter((phrase) => !phrase.includes(' '))]),
  ]),
);

/** Of which languages a word is a function word, or part of a greeting or a request: either tells them apart. */
const languagesOf = new Map<string, string[]>();
for (const [code, { greetings, thanks, requests }] of Object.entries(LANGUAGES)) {
  if (OTHER_SCRIPTS.has(code)) continue;
  const telling = phrases(`${greetings}|${thanks}|${requests}`).flatMap((phrase) => phrase.match(WORD) ?? []);
  for (const word of new Set([...(words.get(code) ?? []), ...telling]))
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), code]);
}

export function phrases(list: string | undefined): string[] {
  return plainText(list ?? '')
    .split('|')
    .map((phrase) => phrase.trim().replaceAll(/\s+/g, ' '))
    .filter((phrase) => phrase !== '');
}

/** Whether a word, in lower case, only holds sentences of the language together. */
export function isFunctionWord(word: string, language: string): boolean {
  return words.get(language)?.has(word) ?? false;
}

const pointing = new Map(
  Object.entries(LANGUAGES).map(([code, each]) => [code, new Set(plainText(each.pointing).split(/\s+/))]),
);

/** Whether a word, in lower case, stands for something that was said before. */
export function isPointing(word: string, language: string): boolean {
  return pointing.get(language)?.has(word) ?? false;
}

const interrogatives = new Map(Object.entries(LANGUAGES).map(([code, { asks }]) => [code, new Set(phrases(asks))]));

/** Whether a word, in lower case, opens questions. */
export function isInterrogative(word: string, language: string): boolean {
  return interrogatives.get(language)?.has(word) ?? false;
}

const openings = new Map(
  Object.entries(LANGUAGES).map(([code, { asks }]) => [code, new Set(phrases(asks).map((each) => each.split(' ')[0]))]),
);

/** Whether a word, in lower case, opens questions alone or with others. */
export function beginsQuestions(word: string, language: string): boolean {
  return openings.get(language)?.has(word) ?? false;
}

export interface Evidence {
  /** Of the words of a text; one that several languages have counts less for each. */
  share: number;
  /** How many different words. */
  words: number;
}

/** The languages of a script that a text has function words of. */
export function functionWordEvidence(text: string, script: SharedScript): Map<string, Evidence> {
  const evidence = new Map<string, Evidence>();
  const found = (text.toLowerCase().replaceAll('’', "'").match(WORD) ?? []).slice(0, MOST_WORDS);
  const seen = new Set<string>();
  for (const word of found) {
    const languages = (languagesOf.get(word) ?? []).filter((code) => (SCRIPTS[code] ?? 'Latin') === script);
    for (const code of languages) {
      const known = evidence.get(code) ?? { share: 0, words: 0 };
      known.share += 1 / (found.length * Math.sqrt(languages.length));
      if (!seen.has(word)) known.words++;
      evidence.set(code, known);
    }
    seen.add(word);
  }
  return evidence;
}

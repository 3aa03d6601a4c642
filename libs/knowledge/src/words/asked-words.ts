import { foldedWord, separated } from './matching-text.js';
import { detectLanguage } from '../languages/detect-language.js';
import { beginsQuestions, isFunctionWord, isPointing } from '../languages/function-words.js';
import { otherSpellings } from './other-spellings.js';
import { requestWords } from '../languages/request-words.js';
import { plainText } from '../text/plain-text.js';
import type { WeightedText } from './turns.js';

/** Words looked up of all texts together: the rest of a long text would cost time and find nothing else. */
const MOST_WORDS = 128;

/** What a word counts that is written with other marks than the one asked for. */
const FOLDED = 0.25;
/** What a word counts that is spelt otherwise: `Zuerich` for `Zürich`. */
const OTHERWISE = 0.75;
/** What a function word counts that may be a name, beside words that are nothing else. */
const NAME = 0.25;

/** How terms of a kind begin: words as they are, folded ones, and function words as they stand. */
export const KINDS = { word: '', folded: '~', asItStands: '=' } as const;

/** A way to find a word that is asked for. */
export interface AskedForm {
  /** Of the word; the forms of one count together. */
  readonly word: number;
  readonly kind: (typeof KINDS)[keyof typeof KINDS];
  readonly text: string;
  readonly weight: number;
}

/**
 * The words of texts to look for: those that say something in the text's language, also under the languages that passages
 * were read in. A text of function words alone is looked for as it stands.
 */
export async function askedForms(texts: readonly WeightedText[]): Promise<AskedForm[]> {
  const asked = new Map<string, { weight: number; readonly language: string }>();
  for (const { text, weight } of texts) {
    const { code, isReliable } = await detectLanguage(text);
    // The function words of a language that it is perhaps not in may be its words.
    const language = isReliable ? code : '';
    for (const word of askedWords(text, language))
      asked.set(word, { language, ...asked.get(word), weight: (asked.get(word)?.weight ?? 0) + weight });
  }
  const heaviest = [...asked].toSorted(
    ([a, first], [b, second]) => second.weight - first.weight || b.length - a.length,
  );
  return heaviest
    .slice(0, MOST_WORDS)
    .flatMap(([word, { weight, language }], nth) => formsOf(word, weight, nth, language));
}

function formsOf(text: string, weight: number, word: number, language: string): AskedForm[] {
  if (text.startsWith(KINDS.asItStands))
    return [{ word, kind: KINDS.asItStands, text: text.slice(1), weight: NAME * weight }];
  const others = otherSpellings(text, language);
  return [
    ...formsAsWritten(text, weight, word),
    ...others.words.map((each) => ({ word, kind: KINDS.word, text: each, weight: OTHERWISE * weight })),
    ...others.folded.map((each) => ({ word, kind: KINDS.folded, text: each, weight: OTHERWISE * weight })),
  ];
}

function formsAsWritten(text: string, weight: number, word: number): AskedForm[] {
  const bare = foldedWord(text);
  const likeIt = { word, kind: KINDS.folded, text: bare ?? text, weight: FOLDED * weight };
  if (bare === undefined) return [{ word, kind: KINDS.word, text, weight }, likeIt];
  return [
    { word, kind: KINDS.word, text, weight: (1 - FOLDED) * weight },
    { word, kind: KINDS.word, text: bare, weight: FOLDED * weight },
    likeIt,
  ];
}

/** In their order; function words that may be names begin with {@link KINDS.asItStands}. */
function askedWords(text: string, language: string): string[] {
  const { rest, aside } = requestWords(plainText(text), language);
  const words = separated(rest, '')
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const isShouted = words.every((word) => !/\p{Ll}/u.test(word));
  const telling = words.flatMap((word, nth) => {
    const lower = word.toLowerCase();
    if (aside.has(lower) || asksForTime(words, nth, language)) return [];
    if (!isFunctionWord(lower, language))
      return lower.split("'").filter((part) => part !== '' && !isFunctionWord(part, language));
    return !isShouted && isName(word, nth, language) ? [KINDS.asItStands + word] : [];
  });
  // A name may look like words of another language: Ha Noi like Italian ones.
  const isNamed = words.length > 1 && words.every((word) => /^\p{Lu}\p{Ll}/u.test(word));
  if (isNamed && telling.every((word) => word.startsWith(KINDS.asItStands)))
    return words.map((word) => word.toLowerCase());
  return telling.length > 0 ? telling : asTheyStand(words, language);
}

/** `What time` asks like `when`, and `how much time` like `how long`: the answer seldom says `time`. */
function asksForTime(words: readonly string[], nth: number, language: string): boolean {
  if (!(TIME[language] ?? []).includes(words[nth]?.toLowerCase() ?? '')) return false;
  const back = QUANTITY.test(words[nth - 1] ?? '') ? 2 : 1;
  return beginsQuestions(words[nth - back]?.toLowerCase() ?? '', language);
}

/** Between the two, as in `combien de temps`. */
const QUANTITY = /^(?:much|viel|veel|de)$/i;
const TIME: Readonly<Record<string, readonly string[]>> = {
  ca: ['hora', 'temps'],
  cs: ['času'],
  de: ['zeit'],
  en: ['time'],
  es: ['hora', 'tiempo'],
  fr: ['heure', 'temps'],
  it: ['ora', 'tempo'],
  nl: ['tijd'],
  pl: ['godzinie', 'czasu'],
  pt: ['horas', 'tempo'],
  ro: ['oră', 'timp'],
  ru: ['времени'],
  uk: ['часу'],
};

/** `IT` is a name, and so is `Will` within a sentence; German writes `Sie` with a capital. */
function isName(word: string, nth: number, language: string): boolean {
  if (/^\p{Lu}{2,}$/u.test(word)) return true;
  return nth > 0 && /^\p{Lu}\p{Ll}/u.test(word) && !FORMAL[language]?.has(word);
}

const FORMAL: Readonly<Record<string, ReadonlySet<string>>> = {
  de: new Set([
    'Sie',
    'Ihnen',
    'Ihr',
    'Ihre',
    'Ihrem',
    'Ihren',
    'Ihrer',
    'Ihres',
    'Du',
    'Dir',
    'Dich',
    'Dein',
    'Deine',
  ]),
  it: new Set(['Lei', 'La', 'Le', 'Suo', 'Sua']),
  pl: new Set(['Pan', 'Pani', 'Ci', 'Cię', 'Ty']),
};

/** `who is will?` may ask for Will, and `where is it?` for nothing that its words tell. */
function asTheyStand(words: readonly string[], language: string): string[] {
  const candidates = words.filter((word) => word.length > 1 && !isPointing(word.toLowerCase(), language));
  return candidates.map((word) => KINDS.asItStands + word.charAt(0).toUpperCase() + word.slice(1));
}

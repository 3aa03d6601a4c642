import { detectLanguage } from './detect-language.js';

/** PostgreSQL's text-search configurations (Snowball stemmers, all there since 14) by ISO 639-1 code. */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hi: 'hindi',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  it: 'italian',
  lt: 'lithuanian',
  ne: 'nepali',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
};

/** How many passages of each configuration there are. */
export type LanguageCounts = Readonly<Record<string, number>>;

const LETTER = /\p{L}/gu;
const SPACELESS_LETTER =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hangul}]/gu;

/** The beginning tells a text's script, in UTF-16 code units. */
const SAMPLE = 3_000;

/**
 * The text-search configuration to index a text with. A text too short to tell is taken for the language that most
 * passages of its chat have.
 */
export async function languageOf(text: string, known: LanguageCounts): Promise<string> {
  const sample = text.slice(0, SAMPLE);
  const letters = sample.match(LETTER)?.length ?? 0;
  // A word of them is a few letters. Nothing stems these, and `english` stems the Latin words that stand among them.
  if ((sample.match(SPACELESS_LETTER)?.length ?? 0) > letters / 4) return 'english';
  const { code, isReliable } = await detectLanguage(sample);
  if (isReliable) return CONFIGURATIONS[code] ?? 'simple';
  return mostFrequent(known) ?? CONFIGURATIONS[code] ?? 'simple';
}

function mostFrequent(counts: LanguageCounts): string | undefined {
  return Object.entries(counts).toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

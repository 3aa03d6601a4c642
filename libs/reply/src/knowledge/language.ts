import type eldSmall from 'eld/small';

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

/** The beginning tells a text's language, in UTF-16 code units. */
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
  const detected = (await detector()).detect(sample);
  if (detected.language !== '' && detected.isReliable()) return CONFIGURATIONS[detected.language] ?? 'simple';
  return mostFrequent(known) ?? CONFIGURATIONS[detected.language] ?? 'simple';
}

function mostFrequent(counts: LanguageCounts): string | undefined {
  return Object.entries(counts).toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

let loaded: Promise<typeof eldSmall> | undefined;

/** Its table of n-grams takes half a second and 50 MB: only who indexes something pays that. */
async function detector(): Promise<typeof eldSmall> {
  loaded ??= import('eld/small').then(({ default: eld }) => eld);
  return loaded;
}

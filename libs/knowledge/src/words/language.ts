import { detectLanguage } from '../languages/detect-language.js';

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

/** Nothing stems these, and `english` stems the Latin words that stand among them. */
const SPACELESS = new Set(['ja', 'ko', 'zh', 'th', 'lo', 'km', 'my']);

/** The language of texts that nothing tells of, as BCP 47 has it. */
export const UNDETERMINED = 'und';

/** What the passages of a chat in one language are, in numbers. */
export interface LanguageCount {
  readonly passages: number;
  /** Sum of their lengths, in terms. */
  readonly length: number;
  /** The text-search configuration that made their terms. */
  readonly configuration: string;
}

/**
 * By ISO 639-1 code. In an index of version 1 by configuration, as a number of passages: their terms and lengths are
 * counted together.
 */
export type LanguageCounts = Readonly<Record<string, LanguageCount | number>>;

/** How a text is read: its language, and the text-search configuration that makes its terms. */
export interface TextReading {
  readonly language: string;
  readonly configuration: string;
}

/**
 * A text too short to tell is taken for the language `otherwise`, and a part of a text for that of the whole: in the
 * end for the one that most passages of its chat have.
 */
export async function readingOf(text: string, otherwise: string | undefined): Promise<TextReading> {
  const { code, isReliable } = await detectLanguage(text);
  const language = isReliable ? code : (otherwise ?? UNDETERMINED);
  return { language, configuration: configurationOf(language) };
}

function configurationOf(language: string): string {
  if (SPACELESS.has(language) || language === UNDETERMINED) return 'english';
  return CONFIGURATIONS[language] ?? 'simple';
}

export function mostFrequent(counts: LanguageCounts): string | undefined {
  const passages = Object.entries(counts).map(([language, count]) => ({ language, count }));
  const known = passages.filter(
    (each): each is { language: string; count: LanguageCount } => typeof each.count !== 'number',
  );
  return known.toSorted((a, b) => b.count.passages - a.count.passages)[0]?.language;
}

/** Scripts that tell the language, by ISO 639-1 code; kana before Han, which Japanese has too. */
const TELLING: readonly (readonly [language: string, letter: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['ta', /\p{Script=Tamil}/gu],
];

/** Scripts of several languages. */
const SHARED = {
  Latin: /\p{Script=Latin}/gu,
  Cyrillic: /\p{Script=Cyrillic}/gu,
  Arabic: /\p{Script=Arabic}/gu,
  Hebrew: /\p{Script=Hebrew}/gu,
  Devanagari: /\p{Script=Devanagari}/gu,
};

export type SharedScript = keyof typeof SHARED;

/** How many letters of a script weigh as much as a Latin one: a word of them is a few letters. */
const WEIGHT: Readonly<Record<string, number>> = { ja: 3, zh: 3, ko: 2, th: 1, lo: 1, km: 1, my: 1 };

/** A share of kana that Chinese texts, which may quote some, do not have. */
const KANA = 0.1;

export interface Written {
  /** What the script alone tells. */
  readonly language?: string;
  /** Otherwise the script of most letters; none in a text without letters. */
  readonly script?: SharedScript;
}

/** What most of a text is written in. */
export function scriptOf(text: string): Written {
  const counts = new Map<string, number>();
  const count = (key: string, letter: RegExp) => {
    const found = text.match(letter)?.length ?? 0;
    if (found > 0) counts.set(key, found * (WEIGHT[key] ?? 1));
  };
  for (const [language, letter] of TELLING) count(language, letter);
  for (const [script, letter] of Object.entries(SHARED)) count(script, letter);
  const [kana, han] = [counts.get('ja') ?? 0, counts.get('zh') ?? 0];
  if (kana > 0 && han > 0) {
    const isJapanese = kana >= KANA * (kana + han);
    counts.set(isJapanese ? 'ja' : 'zh', kana + han);
    counts.delete(isJapanese ? 'zh' : 'ja');
  }
  const most = [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
  if (most === undefined) return {};
  return isShared(most) ? { script: most } : { language: most };
}

function isShared(key: string): key is SharedScript {
  return key in SHARED;
}

import type eldSmall from 'eld/small';

/** The beginning of a text tells its language, in UTF-16 code units. */
const SAMPLE = 3_000;

let loaded: Promise<typeof eldSmall> | undefined;

/** The ISO 639-1 code of what a text is likely written in, empty when nothing tells, and whether to rely on it. */
export async function detectLanguage(text: string): Promise<{ readonly code: string; readonly isReliable: boolean }> {
  // Its table of n-grams takes half a second and 50 MB: only who needs it pays that.
  loaded ??= import('eld/small').then(({ default: eld }) => eld);
  const detected = (await loaded).detect(text.slice(0, SAMPLE));
  return { code: detected.language, isReliable: detected.language !== '' && detected.isReliable() };
}

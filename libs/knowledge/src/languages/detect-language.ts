import type eldSmall from 'eld/small';
import { LRUCache } from 'lru-cache';
import { beginsQuestions, functionWordEvidence, isInterrogative } from './function-words.js';
import { scriptOf } from './scripts.js';

/** The beginning of a text tells its language, in UTF-16 code units. */
const SAMPLE = 3_000;

/** N-grams of fewer letters mislead: `mooring fees` looks Dutch. */
const LEAST_LETTERS = 60;

/** How much a share of function words counts beside the score of n-grams, which is 0 to 1. */
const FUNCTION_WORDS = 2;

/** A question is looked at several times on its way, in UTF-16 code units. */
const SHORT = 500;
const recent = new LRUCache<string, Detected>({ max: 200 });

let loaded: Promise<typeof eldSmall> | undefined;

export interface Detected {
  /** ISO 639-1; empty when nothing tells. */
  readonly code: string;
  /** Whether to rely on it. */
  readonly isReliable: boolean;
}

/**
 * What a text is likely written in: what its script tells, else its function words together with its n-grams. A few
 * words of a question have hardly any n-grams, and yet an article or an interrogative.
 */
export async function detectLanguage(text: string): Promise<Detected> {
  const sample = text.slice(0, SAMPLE);
  const known = recent.get(sample);
  if (known !== undefined) return known;
  const detected = await detect(sample);
  if (sample.length <= SHORT) recent.set(sample, detected);
  return detected;
}

async function detect(sample: string): Promise<Detected> {
  const { language, script } = scriptOf(sample);
  if (language !== undefined) return { code: language, isReliable: true };
  if (script === undefined) return { code: '', isReliable: false };
  const evidence = functionWordEvidence(sample, script);
  // Its table of n-grams takes half a second and 50 MB: only who needs it pays that.
  loaded ??= import('eld/small').then(({ default: eld }) => eld);
  const detected = (await loaded).detect(sample);
  const scores = new Map(Object.entries(detected.getScores()));
  for (const [code, { share }] of evidence) scores.set(code, (scores.get(code) ?? 0) + FUNCTION_WORDS * share);
  const [best] = [...scores].toSorted(([, a], [, b]) => b - a);
  if (best === undefined) return { code: '', isReliable: false };
  const [code] = best;
  const known = code === 'ms' ? 'id' : code;
  if (isReliable(sample, evidence.get(known)?.words ?? 0, detected, known)) return { code: known, isReliable: true };
  // Of the languages that open questions with a mark Spanish is by far the most written.
  return /[¿¡]/.test(sample) ? { code: 'es', isReliable: true } : { code: known, isReliable: false };
}

/**
 * One function word may be another language's other word: `dog` is one of Danish. It is enough among others with n-grams
 * that agree, or where it opens a question, or is all of it: `where?`
 */
function isReliable(
  sample: string,
  words: number,
  detected: ReturnType<typeof eldSmall.detect>,
  code: string,
): boolean {
  if (words >= 2) return true;
  const all = sample.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words === all.length && beginsQuestions(all[0] ?? '', code)) return true;
  if (words === 1 && detected.language === code && (all.length >= 3 || isInterrogative(all[0] ?? '', code)))
    return true;
  return (sample.match(/\p{L}/gu)?.length ?? 0) >= LEAST_LETTERS && detected.isReliable();
}

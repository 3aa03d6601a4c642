import type { Place, Ranked } from './ranking.js';
import type { WeightedText } from '../words/turns.js';

/** What a search found by words, for another judgement of it. */
export interface FoundByWords {
  /** What was looked for. */
  readonly texts: readonly WeightedText[];
  /** Where it was looked for. */
  readonly chatIds: readonly number[];
  /** Best first. */
  readonly ranked: readonly Ranked[];
  /** Of any passage of these chats; 0 when it has none of the words. */
  score(place: Place): number;
  /** Those of the passages that may be in the answer, in their order. */
  shown(places: readonly Place[]): Promise<readonly Place[]>;
}

/** @returns what is to be in the answer, best first */
export type Rerank = (found: FoundByWords) => Promise<readonly Ranked[]>;

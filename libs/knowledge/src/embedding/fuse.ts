/** What two ways of judging say of one thing; undefined: this way knows nothing of it. */
export interface Judged {
  readonly lexical: number;
  readonly dense: number | undefined;
}

const DENSE_WEIGHT = 0.3;

/**
 * Min-max fusion (Lee, "Analyses of Multiple Evidence Combination", 1997, as a convex combination; Bruch, Gai and
 * Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023, find it better than reciprocal ranks). Each
 * side's scores are brought to 0 to 1 over all that is judged. What one side does not know has that side's minimum:
 * a passage without a vector gains nothing by it, and loses to those that the vector side thinks better of.
 * @returns a score for each, 0 to 1
 */
export function fuse(judged: readonly Judged[]): number[] {
  const lexical = minMax(judged.map((one) => one.lexical));
  const dense = minMax(judged.map((one) => one.dense));
  return judged.map((_, nth) => (1 - DENSE_WEIGHT) * (lexical[nth] ?? 0) + DENSE_WEIGHT * (dense[nth] ?? 0));
}

/** A side that thinks the same of all, or knows nothing, puts nothing before anything. */
function minMax(scores: readonly (number | undefined)[]): number[] {
  const known = scores.filter((score) => score !== undefined);
  if (known.length === 0) return scores.map(() => 0);
  let [least, most] = [Infinity, -Infinity];
  for (const score of known) [least, most] = [Math.min(least, score), Math.max(most, score)];
  return scores.map((score) => (least === most ? 1 : ((score ?? least) - least) / (most - least)));
}

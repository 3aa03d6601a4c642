/** The ten minutes by which every chat is indexed; `bucket_of` in the database. */
export const BUCKET_MS = 600_000;

/** @param at in ms since 1970 */
export function bucketOf(at: number): number {
  return Math.floor(at / BUCKET_MS);
}

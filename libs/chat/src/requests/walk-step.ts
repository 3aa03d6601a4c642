import { BUCKET_MS, bucketOf } from '../rows/bucket.js';
import type { WalkEntry } from '../rows/chat-walk.repository.js';

/** The place of a walk over every chat: chats that it has yet to show have (updated_at, id) greater than (`at`, `id`). */
export interface WalkPlace {
  /** In ms since 1970. */
  readonly at: number;
  readonly id: number;
  /** In a bucket with too many chats to put them into order; see {@link inPass}. */
  readonly turn?: BucketPass;
}

/** One pass through the chats of a bucket, in the order of their ids; cursors have it as `turn`. */
interface BucketPass {
  /** The chats of the bucket up to this id are behind it. */
  readonly id: number;
  /** In ms since 1970. What changed then or later belongs to the next pass. */
  readonly before: number;
  /** Whether there is something for a next pass. */
  readonly again: boolean;
}

/** A chat to show, and the place behind it. */
export interface FoundChat {
  readonly entry: WalkEntry;
  readonly place: WalkPlace;
}

export interface Step {
  readonly found: readonly FoundChat[];
  /** Undefined at the end of all. */
  readonly next: WalkPlace | undefined;
}

/**
 * Chats in the order of (updated_at, id), of entries that begin with the bucket of the place. Only buckets that are
 * there whole can be put into order; undefined when not even one is.
 * @param most how many entries were asked for
 */
export function inOrder(place: WalkPlace, entries: readonly WalkEntry[], most: number): Step | undefined {
  const isCut = entries.length === most;
  const last = entries.at(-1)?.bucket ?? 0;
  const whole = isCut ? entries.filter(({ bucket }) => bucket < last) : entries;
  if (isCut && whole.length === 0) return undefined;
  const found = toCome(place, whole).sort((one, other) => one.at - other.at || one.entry.id - other.entry.id);
  return {
    found: found.map(({ entry, at }) => ({ entry, place: { at, id: entry.id } })),
    next: isCut ? { at: last * BUCKET_MS, id: 0 } : undefined,
  };
}

/** The first pass of a bucket that entries fill. */
export function toFirstPass(place: WalkPlace, [first]: readonly WalkEntry[]): WalkPlace {
  if (first === undefined) return place;
  const at = Math.max(place.at, first.bucket * BUCKET_MS);
  return { at, id: at === place.at ? place.id : 0, turn: { id: 0, before: Date.parse(first.now), again: false } };
}

/**
 * The chats of one bucket in the order of their ids, so that a page reads only as many as it shows, however many there
 * are. A chat that changes meanwhile may come in behind the walk: so a pass shows only what changed before it began,
 * and what changed since is for the next pass, or the walk that is to come.
 * @param most how many entries were asked for
 */
export function inPass(place: WalkPlace, turn: BucketPass, entries: readonly WalkEntry[], most: number): Step {
  const bucket = bucketOf(place.at);
  const inBucket = entries.filter((entry) => entry.bucket === bucket);
  const come = toCome(place, inBucket);
  const again = turn.again || come.some(({ at }) => at >= turn.before);
  const found = come
    .filter(({ at }) => at < turn.before)
    .map(({ entry }) => ({ entry, place: { ...place, turn: { ...turn, id: entry.id, again } } }));
  const isOver = inBucket.length < entries.length || entries.length < most;
  if (!isOver) return { found, next: { ...place, turn: { ...turn, id: inBucket.at(-1)?.id ?? turn.id, again } } };
  const end = (bucket + 1) * BUCKET_MS;
  return { found, next: { at: again ? Math.min(turn.before, end) : end, id: 0 } };
}

function toCome(place: WalkPlace, entries: readonly WalkEntry[]) {
  return entries
    .filter(({ is_asked_for }) => is_asked_for)
    .map((entry) => ({ entry, at: Date.parse(entry.updated_at) }))
    .filter(({ entry, at }) => at > place.at || (at === place.at && entry.id > place.id));
}

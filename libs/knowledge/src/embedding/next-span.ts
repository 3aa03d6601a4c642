/** Passages of one chat, by their ids, both inclusive. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * The passages that get vectors next, newest first, so that those done are always one span. A few new ones go on
 * where it ends; behind more than `most` of them it begins again at the newest, and skips passages that have a vector.
 * @param all the ids of the chat's passages; none when the last is before the first
 */
export function nextSpan(all: Span, done: Span | undefined, size: number, most: number): Span | undefined {
  if (done === undefined || all.last - done.last > most) return before(all, all.last + 1, size);
  if (done.last < all.last) return { first: done.last + 1, last: Math.min(done.last + size, all.last) };
  return before(all, done.first, size);
}

function before({ first }: Span, id: number, size: number): Span | undefined {
  return id <= first ? undefined : { first: Math.max(first, id - size), last: id - 1 };
}

/** Passages of one chat, by their ids, both inclusive. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * The passages that get vectors next, newest first, so that those done are always one span. A few new ones go on
 * where it ends; behind more than `most` of them it is begun anew at the newest, and what has a vector is passed over.
 * @param count the ids of the chat's passages are 1 to this
 */
export function nextSpan(count: number, done: Span | undefined, size: number, most: number): Span | undefined {
  if (done === undefined || count - done.last > most) return before(count + 1, size);
  if (done.last < count) return { first: done.last + 1, last: Math.min(done.last + size, count) };
  return before(done.first, size);
}

function before(id: number, size: number): Span | undefined {
  return id <= 1 ? undefined : { first: Math.max(1, id - size), last: id - 1 };
}

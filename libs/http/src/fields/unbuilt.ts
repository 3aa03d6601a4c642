/**
 * Replaces an object or a list that is larger than any field may be: it was not built, and the rest of the body was not
 * read.
 */
export class Unbuilt {
  constructor(
    readonly kind: 'object' | 'array',
    /** Keys of the object, entries of the list, as far as they were counted. */
    readonly entries: number,
    /** Levels of nesting as far as they were counted: 1 when nothing in it holds anything. */
    readonly depth: number,
  ) {}
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unbuilt);
}

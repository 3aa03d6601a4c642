/**
 * Stands for an object or a list that holds more than any field may: nothing was built of it, and what comes behind it
 * in the body was not looked at.
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

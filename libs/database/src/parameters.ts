/** Collects the values of a statement that is put together piece by piece. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and returns its placeholder, `$1` and so on. */
  readonly add = (value: unknown): string => `$${this.values.push(value)}`;
}

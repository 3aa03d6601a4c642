/** Bytes that a person has stored on a day (UTC). */
export interface Usage {
  readonly day: string;
  readonly userId: string;
  readonly bytes: number;
}

/** Usage that is not written yet, summed up for each person and day: what was stored before midnight counts for that day. */
export class UsageByDay {
  private readonly days = new Map<string, Map<string, number>>();

  /** Sums, of all people and days. */
  get size(): number {
    return [...this.days.values()].reduce((sum, people) => sum + people.size, 0);
  }

  of(day: string, userId: string): number {
    return this.days.get(day)?.get(userId) ?? 0;
  }

  add({ day, userId, bytes }: Usage): void {
    const people = this.days.get(day) ?? new Map<string, number>();
    this.days.set(day, people.set(userId, (people.get(userId) ?? 0) + bytes));
  }

  delete(day: string, userId: string): void {
    const people = this.days.get(day);
    people?.delete(userId);
    if (people?.size === 0) this.days.delete(day);
  }

  /** At most `limit` people of the first day; undefined when nothing waits. */
  first(
    limit: number,
  ): { readonly day: string; readonly added: (readonly [userId: string, bytes: number])[] } | undefined {
    const [first] = this.days;
    if (first === undefined) return undefined;
    const [day, people] = first;
    return { day, added: [...people].slice(0, limit) };
  }

  /** @returns what it held */
  clear(): Usage[] {
    const held = [...this.days].flatMap(([day, people]) =>
      [...people].map(([userId, bytes]) => ({ day, userId, bytes })),
    );
    this.days.clear();
    return held;
  }
}

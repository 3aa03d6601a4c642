/**
 * A number of places, shared fairly. A person who holds as many as are free gets no more, so nobody takes all: one
 * person alone gets half, and several get equal parts, with as much left for the next.
 */
export class FairShare {
  private readonly held = new Map<string, number>();
  private taken = 0;

  constructor(private readonly size: number) {}

  get free(): number {
    return this.size - this.taken;
  }

  mayTake(person: string): boolean {
    return (this.held.get(person) ?? 0) < this.free;
  }

  /** The people who may take no place now. */
  get atTheirShare(): readonly string[] {
    return [...this.held.keys()].filter((person) => !this.mayTake(person));
  }

  take(person: string): void {
    this.taken++;
    this.held.set(person, (this.held.get(person) ?? 0) + 1);
  }

  giveBack(person: string): void {
    this.taken--;
    const left = (this.held.get(person) ?? 0) - 1;
    if (left > 0) this.held.set(person, left);
    else this.held.delete(person);
  }
}

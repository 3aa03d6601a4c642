export interface Scored {
  readonly place: number;
  readonly score: number;
}

/** Keeps the highest of many scores; of equal ones, those of the lowest places. */
export class TopScores {
  private kept: Scored[] = [];
  private mark = 0;

  constructor(
    private readonly limit: number,
    private readonly excluded: ReadonlySet<number>,
  ) {}

  /** No score below this is among the highest, and an equal one only at a lower place than those that are. */
  get least(): number {
    return this.mark;
  }

  offer(place: number, score: number): void {
    if (score < this.mark || this.excluded.has(place)) return;
    this.kept.push({ place, score });
    // Sorting now and then is quicker than a heap, which most scores would have to go through.
    if (this.kept.length >= 2 * this.limit) this.mark = this.best().at(-1)?.score ?? 0;
  }

  /** The highest first. */
  best(): readonly Scored[] {
    this.kept.sort((a, b) => b.score - a.score || a.place - b.place);
    this.kept.length = Math.min(this.kept.length, this.limit);
    return this.kept;
  }
}

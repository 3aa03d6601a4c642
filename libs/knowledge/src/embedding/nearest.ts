import type { Ranked } from '../search/ranking.js';

/** Keeps the best of the added places, best first; of equal ones, the earlier. Holds twice as many at most. */
export class Nearest {
  private readonly kept: Ranked[] = [];

  constructor(private readonly limit: number) {}

  add(ranked: Ranked): void {
    this.kept.push(ranked);
    if (this.kept.length >= 2 * this.limit) this.shrink();
  }

  best(): readonly Ranked[] {
    this.shrink();
    return this.kept;
  }

  private shrink(): void {
    this.kept.sort((a, b) => b.score - a.score || a.chatId - b.chatId || a.id - b.id);
    this.kept.length = Math.min(this.kept.length, this.limit);
  }
}

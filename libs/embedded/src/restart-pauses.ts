/** All in milliseconds. */
export interface Patience {
  /** How long to try without the server having been up for `steady`. */
  giveUpAfter: number;
  /** A server that was up this long is healthy again. */
  steady: number;
  firstPause: number;
  longestPause: number;
}

export const usualPatience: Patience = { giveUpAfter: 60_000, steady: 10_000, firstPause: 100, longestPause: 2_000 };

/** How long to wait before a failing server is started again, and when to give up. */
export class RestartPauses {
  failures = 0;
  private since = 0;

  constructor(private readonly patience: Patience) {}

  /**
   * Records a failure of a server that had been up for `uptime`.
   * @returns the pause before the next start; undefined = give up
   */
  next(now: number, uptime: number): number | undefined {
    const { giveUpAfter, steady, firstPause, longestPause } = this.patience;
    if (this.failures === 0 || uptime >= steady) {
      this.failures = 0;
      this.since = now;
    }
    this.failures++;
    if (now - this.since >= giveUpAfter) return undefined;
    return Math.min(firstPause * 2 ** (this.failures - 1), longestPause);
  }
}

import type { Drain, HttpMetrics } from '#libs/http';

/** What the process knows of itself outside any request. */
export class ProcessState {
  constructor(
    readonly metrics: HttpMetrics,
    private readonly drain: Drain,
  ) {}

  /** Told to end: load balancers should send nothing more here. */
  get isDraining(): boolean {
    return this.drain.isDraining;
  }
}

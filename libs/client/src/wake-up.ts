/** Ends pauses early: those that have begun with its signal, none that begin later. */
export class WakeUp {
  private controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  wake(): void {
    this.controller.abort();
    this.controller = new AbortController();
  }
}

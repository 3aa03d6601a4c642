/** How long what was seen stands, in ms. */
const STANDS_MS = 1_000;

/** Looks once a second at most, however many ask: those who ask meanwhile share the look, and what came of it. */
export class SharedLook<Seen> {
  private latest: Promise<Seen> | undefined;

  constructor(private readonly look: () => Promise<Seen>) {}

  get(): Promise<Seen> {
    if (this.latest !== undefined) return this.latest;
    const seen = this.look();
    this.latest = seen;
    const forget = () => void setTimeout(() => (this.latest = undefined), STANDS_MS).unref();
    seen.then(forget, forget);
    return seen;
  }
}

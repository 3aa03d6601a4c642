/** Says nothing but that somebody is there; see {@link WireListener}. */
export const PROBE = '';
/** Says that its sender has kept hints to itself until now. */
export const WAS_ALONE = 'was alone';

const PROBE_EVERY_MS = 5_000;
/** Who is there says so within this time, by a hint or a probe, with room for a few that are lost; in ms. */
const SAYS_SO_WITHIN_MS = 25_000;
/** How long the first probe may take to come back, in ms. */
const ECHO_WITHIN_MS = 500;

interface Sender {
  /** Whether it would hear what others send, as far as is known. */
  hears(): boolean;
  say(text: string): void;
}

/**
 * Whether other servers or workers are there. Who has not listened for long, or does not hear even itself, does not know,
 * so that they may be there. Why nothing is missed: docs/decisions/a-server-alone.md.
 */
export class OtherServers {
  private quietSince = performance.now();
  private isKeepingHints = false;
  private probing: NodeJS.Timeout | undefined;
  private heardBack: (() => void) | undefined;

  constructor(private readonly sender: Sender) {}

  /** Resolves when the others have been told that somebody new is there: what has come back has reached them as well. */
  async join(): Promise<void> {
    this.probing = setInterval(() => this.probe(), PROBE_EVERY_MS).unref();
    this.probe();
    if (!this.sender.hears()) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(resolve, ECHO_WITHIN_MS).unref();
      this.heardBack = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }

  leave(): void {
    clearInterval(this.probing);
  }

  heardItself(): void {
    this.heardBack?.();
  }

  /** Somebody else was heard, or may have been missed. */
  mayBeThere(): void {
    this.quietSince = performance.now();
    this.look();
  }

  /** Whether a hint needs to be sent. */
  hasToBeTold(): boolean {
    const isAlone = this.look();
    this.isKeepingHints ||= isAlone;
    return !isAlone;
  }

  private probe(): void {
    this.sender.say(PROBE);
    this.look();
  }

  /** Who came while hints were kept, looks for what it has missed once it hears so. */
  private look(): boolean {
    if (!this.sender.hears()) this.quietSince = performance.now();
    if (performance.now() - this.quietSince > SAYS_SO_WITHIN_MS) return true;
    if (this.isKeepingHints) this.sender.say(WAS_ALONE);
    return (this.isKeepingHints = false);
  }
}

/** Says only that its sender is there; see {@link WireListener}. */
export const PROBE = '';
/** Says that its sender has sent no hints until now. */
export const WAS_ALONE = 'was alone';

const PROBE_EVERY_MS = 5_000;
/** In ms. A server that is there sends a hint or a probe within this time; a few may be lost. */
const SAYS_SO_WITHIN_MS = 25_000;
/** How long the first probe may take to come back, in ms. */
const ECHO_WITHIN_MS = 500;

interface Sender {
  /** Whether it would hear what others send, as far as is known. */
  hears(): boolean;
  othersListen(): Promise<boolean>;
  say(text: string): void;
}

/**
 * Whether other servers or workers are there. A server that does not hear even itself cannot know, and assumes that they
 * are. So does one that has not listened for long, unless the database or Redis knows of no other. Why nothing is missed:
 * docs/decisions/0014-a-server-alone.md.
 */
export class OtherServers {
  private quietSince = performance.now();
  private isKeepingHints = false;
  private probing: NodeJS.Timeout | undefined;
  private heardBack: (() => void) | undefined;

  constructor(private readonly sender: Sender) {}

  /** Resolves when the others know of this server: a probe that came back has reached them, too. */
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
    await this.lookAround();
  }

  leave(): void {
    clearInterval(this.probing);
  }

  heardItself(): void {
    this.heardBack?.();
  }

  /** Another server was heard, or may have been missed. */
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

  /** Who listens later says so with a probe. */
  private async lookAround(): Promise<void> {
    const { quietSince } = this;
    const areThere = await this.sender.othersListen().catch(() => true);
    if (!areThere && this.quietSince === quietSince) this.quietSince = -Infinity;
  }

  private probe(): void {
    this.sender.say(PROBE);
    this.look();
  }

  /** A server that joined while hints were kept reads what it missed when it hears WAS_ALONE. */
  private look(): boolean {
    if (!this.sender.hears()) this.quietSince = performance.now();
    if (performance.now() - this.quietSince > SAYS_SO_WITHIN_MS) return true;
    if (this.isKeepingHints) this.sender.say(WAS_ALONE);
    return (this.isKeepingHints = false);
  }
}

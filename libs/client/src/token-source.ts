import { within } from './waiting.js';

/** Gives the token of the user who is signed in, e.g. out of the application's session; may fetch a new one. */
export type GetToken = () => string | Promise<string>;

/** Asks for a token once, and again only when the server has refused it. */
export class TokenSource {
  private asked: Promise<string> | undefined;
  private given: string | undefined;

  constructor(
    private readonly getToken: GetToken,
    private readonly timeoutMs: number,
    private readonly stopped: AbortSignal,
  ) {}

  get(): Promise<string> {
    this.asked ??= this.ask();
    return this.asked;
  }

  /** A refusal of an older token changes nothing. */
  refuse(token: string): void {
    if (token === this.given) this.asked = undefined;
  }

  private async ask(): Promise<string> {
    try {
      this.given = await within(this.timeoutMs, this.stopped, () => this.getToken());
      return this.given;
    } catch (error) {
      this.asked = undefined;
      throw error;
    }
  }
}

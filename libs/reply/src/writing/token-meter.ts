import { estimatedTokens } from '#libs/limits';

/** In tokens. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Counts what a reply costs while a model writes it, so that one that breaks off has its price too: estimated out of
 * the texts until the model's server says better, if it ever does.
 */
export class TokenMeter {
  private input = 0;
  private output = 0;
  /** Of the request that runs. */
  private current = { input: 0, output: 0 };
  private isReported = false;

  /** A request is sent; what an earlier one has cost stays. */
  asked(texts: readonly string[]): void {
    this.take();
    this.current.input = texts.reduce((sum, text) => sum + estimatedTokens(text), 0);
  }

  /** The server took the request not at all, which costs nothing. */
  refused(): void {
    this.current = { input: 0, output: 0 };
  }

  /** Text of the model, its reasoning too. */
  wrote(text: string): void {
    this.current.output += estimatedTokens(text);
  }

  /** What the server says that the request has cost; what it cannot have cost is not believed. */
  reported({ inputTokens = 0, outputTokens = 0 }: Partial<Usage>): void {
    if (!(inputTokens > 0 && outputTokens > 0)) return;
    this.current = { input: inputTokens, output: outputTokens };
    this.isReported = true;
  }

  /** Of all requests so far. */
  get tokens(): number {
    const { inputTokens, outputTokens } = this.usage;
    return inputTokens + outputTokens;
  }

  get usage(): Usage & { readonly isEstimated: boolean } {
    const { input, output } = this.current;
    const [inputTokens, outputTokens] = [Math.ceil(this.input + input), Math.ceil(this.output + output)];
    return { inputTokens, outputTokens, isEstimated: !this.isReported };
  }

  private take(): void {
    this.input += this.current.input;
    this.output += this.current.output;
    this.current = { input: 0, output: 0 };
  }
}

import type { LanguageModelMiddleware } from 'ai';
import { ReasoningFilter, type Sorted } from './reasoning-filter.js';

/** The first text waits so long for a tag that makes reasoning of it, in ms. */
const HOLD_MS = 250;

/** Names of models whose templates begin to think for them. */
const THINKING_MODEL = /(?:^|[/:_.-])(?:r1|qwq|thinking|reasoning|magistral|reasoner)(?:$|[/:_.-])/i;

type Stream = Awaited<
  ReturnType<Parameters<NonNullable<LanguageModelMiddleware['wrapStream']>>[0]['doStream']>
>['stream'];
type Part = Stream extends ReadableStream<infer Value> ? Value : never;

/**
 * Takes what a model thinks out of its text. A model that thought last time without an opening tag, or whose name says
 * that it will, is waited for until it has thought.
 */
export function withoutReasoning(model: string): LanguageModelMiddleware {
  let thinksFirst = THINKING_MODEL.test(model);
  return {
    specificationVersion: 'v3',
    wrapStream: async ({ doStream }) => {
      const { stream, ...rest } = await doStream();
      const filter = new ReasoningFilter(thinksFirst);
      const parts = new SortedParts(stream.getReader(), filter, () => (thinksFirst = filter.isPrefilled));
      return { ...rest, stream: new ReadableStream<Part>(parts) };
    },
  };
}

class SortedParts {
  private textId: string | undefined;
  private release: NodeJS.Timeout | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly reader: ReadableStreamDefaultReader<Part>,
    private readonly filter: ReasoningFilter,
    private readonly onEnd: () => void,
  ) {}

  async pull(controller: ReadableStreamDefaultController<Part>): Promise<void> {
    for (let parts: readonly Part[] = []; parts.length === 0;) {
      if (this.failure !== undefined) return controller.error(this.failure.error);
      const next = await this.next(controller);
      if (next === undefined) return controller.close();
      parts = next;
      for (const part of parts) controller.enqueue(part);
    }
  }

  cancel(reason: unknown): Promise<void> {
    clearTimeout(this.release);
    return this.reader.cancel(reason);
  }

  private async next(controller: ReadableStreamDefaultController<Part>): Promise<readonly Part[] | undefined> {
    try {
      const { done, value: part } = await this.reader.read();
      if (done) return undefined;
      if (part.type === 'text-end' || part.type === 'error') return [...this.end(), part];
      // A server that parts them itself leaves nothing of it in the text.
      if (part.type === 'reasoning-delta') this.filter.isHolding = false;
      if (part.type !== 'text-delta') return [part];
      this.textId = part.id;
      this.release ??= setTimeout(() => this.letGo(controller), HOLD_MS);
      return partsOf(part.id, this.filter.push(part.delta));
    } catch (error) {
      // An error would take along what waits to be read; what was held back is part of an answer that breaks off.
      this.failure = { error };
      return this.end();
    }
  }

  private letGo(controller: ReadableStreamDefaultController<Part>): void {
    for (const part of partsOf(this.textId ?? '', this.filter.release())) controller.enqueue(part);
  }

  private end(): Part[] {
    clearTimeout(this.release);
    const rest = this.textId === undefined ? [] : partsOf(this.textId, this.filter.end());
    this.textId = undefined;
    this.onEnd();
    return rest;
  }
}

function partsOf(id: string, { text, reasoning }: Sorted): Part[] {
  const thought: Part[] =
    reasoning === ''
      ? []
      : [
          { type: 'reasoning-start', id: `reasoning-of-${id}` },
          { type: 'reasoning-delta', id: `reasoning-of-${id}`, delta: reasoning },
          { type: 'reasoning-end', id: `reasoning-of-${id}` },
        ];
  return text === '' ? thought : [...thought, { type: 'text-delta', id, delta: text }];
}

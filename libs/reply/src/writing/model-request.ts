import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import {
  type FinishReason,
  InvalidResponseDataError,
  type LanguageModel,
  type LanguageModelUsage,
  streamText,
} from 'ai';
import { retryDelay } from '#libs/http';
import type { TokenMeter } from './token-meter.js';
import { DoneWatch } from './done-watch.js';
import { type ModelFailure, modelFailure } from './model-failure.js';
import type { Prompt } from './prompt.js';
import type { TimeLimits } from './time-limits.js';
import { WritingFailed } from './writing-failed.js';

interface AnswerEnd {
  /** `unknown`: the server ended the answer, but did not say why. */
  readonly finishReason: FinishReason | 'unknown';
  readonly usage: LanguageModelUsage;
  readonly firstTokenMs: number | undefined;
}

/** Asks a model, without tools, and again after a failure that may pass, as long as no text has come. */
export class ModelRequest {
  private readonly logger = new Logger(ModelRequest.name);

  constructor(
    private readonly modelWith: (fetcher: typeof fetch) => Exclude<LanguageModel, string>,
    private readonly maxOutputTokens: number,
  ) {}

  /** @throws WritingFailed */
  async *answer(asked: Prompt, limits: TimeLimits, meter: TokenMeter): AsyncGenerator<string, AnswerEnd, undefined> {
    const began = performance.now();
    for (let attempt = 0; ; attempt++) {
      let firstTokenMs: number | undefined;
      const watch = new DoneWatch();
      let isEnded = false;
      meter.asked([asked.system, ...asked.messages.map(({ content }) => content)]);
      try {
        for await (const part of this.parts(asked, limits, watch)) {
          if (part.type === 'error') {
            isEnded = watch.isDone && firstTokenMs !== undefined && isWithoutReason(part.error);
            if (!isEnded) throw part.error;
          }
          if (part.type === 'text-delta' || part.type === 'reasoning-delta') meter.wrote(part.text);
          if (part.type === 'finish') {
            meter.reported(part.totalUsage);
            const end = ending(part, firstTokenMs);
            return { ...end, firstTokenMs, ...(isEnded && { finishReason: 'unknown' }) };
          }
          if (part.type !== 'text-delta' || part.text === '') continue;
          firstTokenMs ??= Math.round(performance.now() - began);
          yield part.text;
        }
        throw new WritingFailed('model_interrupted', 'The answer broke off.');
      } catch (error) {
        const judged = modelFailure(error, firstTokenMs !== undefined);
        if (isFree(judged)) meter.refused();
        const waitMs = retryDelay(judged, attempt);
        if (waitMs === undefined) throw judged.failure;
        this.logger.warn({ code: judged.failure.code, attempt, waitMs }, 'the model is asked again');
        await delay(waitMs, undefined, { signal: limits.signal }).catch(() => limits.signal.throwIfAborted());
      }
    }
  }

  /** Each within the limit of a gap. */
  private async *parts({ system, messages }: Prompt, limits: TimeLimits, { fetch: fetcher }: DoneWatch) {
    const { fullStream } = streamText({
      model: this.modelWith(fetcher),
      system,
      messages: [...messages],
      maxOutputTokens: this.maxOutputTokens,
      maxRetries: 0,
      abortSignal: limits.signal,
      // The errors are parts of the stream as well; without this the SDK prints them, bodies and all.
      onError: () => undefined,
    });
    const parts = fullStream[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await limits.next(parts.next());
      if (done) return;
      yield value;
    }
  }
}

/** What the AI SDK says of an answer without a `finish_reason`. */
function isWithoutReason(error: unknown): boolean {
  return InvalidResponseDataError.isInstance(error) && error.data === undefined;
}

/** Whether the model's server did nothing for it. */
function isFree({ failure: { code }, isRefused }: ModelFailure): boolean {
  return isRefused === true || code === 'model_unreachable';
}

/** @throws WritingFailed when nothing is left of the answer */
function ending(
  { finishReason, totalUsage }: { readonly finishReason: FinishReason; readonly totalUsage: LanguageModelUsage },
  firstTokenMs: number | undefined,
): Omit<AnswerEnd, 'firstTokenMs'> {
  if (finishReason === 'content-filter' && firstTokenMs === undefined)
    throw new WritingFailed('model_refused', "The model's server filtered the answer away.");
  return { finishReason, usage: totalUsage };
}

import { Logger } from '@nestjs/common';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type LanguageModelUsage, wrapLanguageModel } from 'ai';
import { TokenMeter } from './token-meter.js';
import { detectLanguage } from '#libs/knowledge';
import { drawBoundary } from './boundary.js';
import { ModelRequest } from './model-request.js';
import type { ModelSettings } from './model-settings.js';
import { prompt, type Prompt } from './prompt.js';
import { ModelSlots } from './model-slots.js';
import { TimeLimits } from './time-limits.js';
import { withoutReasoning } from './without-reasoning.js';
import { verified } from './verified.js';
import type { Assignment, Citation, Writer, Written } from './writer.js';
import { WritingFailed } from './writing-failed.js';

/** Has a language model write replies, on any server that speaks OpenAI's chat completions. */
export class ModelWriter implements Writer {
  private readonly logger = new Logger(ModelWriter.name);
  private readonly slots: ModelSlots;
  private readonly request: ModelRequest;

  constructor(private readonly settings: ModelSettings) {
    this.slots = new ModelSlots(settings.LLM_CONCURRENCY);
    // Servers without a parser for it leave a model's reasoning in the text.
    const middleware = withoutReasoning(settings.LLM_MODEL);
    const modelWith = (fetcher: typeof fetch) => {
      const server = createOpenAICompatible({
        name: 'llm',
        baseURL: settings.LLM_BASE_URL,
        apiKey: settings.LLM_API_KEY,
        includeUsage: true,
        fetch: fetcher,
      });
      return wrapLanguageModel({ model: server.chatModel(settings.LLM_MODEL), middleware });
    };
    this.request = new ModelRequest(modelWith, settings.LLM_MAX_OUTPUT_TOKENS);
  }

  async *write(
    assignment: Assignment,
    signal: AbortSignal,
    onCitation?: (citation: Citation) => void,
    meter = new TokenMeter(),
  ): AsyncGenerator<string, Written, undefined> {
    const release = await this.slots.take(signal, assignment.asker);
    const { LLM_TIMEOUT_SECONDS: whole, LLM_CHUNK_TIMEOUT_SECONDS: chunk, LLM_MODEL: model } = this.settings;
    const limits = new TimeLimits(signal, { whole, chunk });
    try {
      const answer = this.request.answer(await this.promptOf(assignment), limits, meter);
      const { end, ...citations } = yield* verified(answer, assignment.passages, onCitation);
      const isTruncated = end.finishReason === 'length' || end.finishReason === 'content-filter';
      const usage = counted(end.usage);
      const { firstTokenMs } = end;
      const unexplained = end.finishReason === 'unknown' && { isUnexplained: true };
      return { mode: 'model', model, ...citations, isTruncated, ...unexplained, usage, firstTokenMs };
    } catch (error) {
      if (error instanceof WritingFailed && error.code !== 'aborted')
        this.logger.warn({ code: error.code, detail: error.detail }, 'the model failed');
      throw error;
    } finally {
      limits.close();
      release();
    }
  }

  private async promptOf(assignment: Assignment): Promise<Prompt> {
    const { question, instructions, earlier, passages } = assignment;
    const written = [question, ...instructions, ...earlier.map(({ content }) => content)];
    const boundary = drawBoundary([...written, ...passages.flatMap(({ text, filename = '' }) => [text, filename])]);
    const language = await languageOf(question);
    return prompt(assignment, { boundary, language, contextCharacters: this.settings.LLM_CONTEXT_CHARACTERS });
  }
}

async function languageOf(question: string): Promise<string | undefined> {
  const { code, isReliable } = await detectLanguage(question);
  return isReliable ? new Intl.DisplayNames('en', { type: 'language' }).of(code) : undefined;
}

function counted({ inputTokens, outputTokens }: LanguageModelUsage): Written['usage'] {
  return inputTokens === undefined || outputTokens === undefined ? undefined : { inputTokens, outputTokens };
}

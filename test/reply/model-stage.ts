import { type Passage } from '#libs/knowledge';
import type { ModelSettings } from '../../libs/reply/src/writing/model-settings.js';
import type { Assignment, Citation, Writer, Written } from '../../libs/reply/src/writing/writer.js';
import { writerOf } from '../../libs/reply/src/writing/writer-of.js';

const passages: Passage[] = ['Paris is in France.', 'Rome is in Italy.'].map((text, index) => ({
  chatId: 1,
  messageId: index + 1,
  filename: undefined,
  source: 'content',
  start: 0,
  end: text.length,
  text,
  score: 2 - index,
}));

export const assignment: Assignment = { question: 'Where is Rome?', instructions: [], earlier: [], passages };

/** Asks the server, patiently unless told otherwise. */
export const writerAt = (LLM_BASE_URL: string, settings: Partial<ModelSettings> = {}) =>
  writerOf({
    LLM_BASE_URL,
    LLM_MODEL: 'm',
    LLM_API_KEY: 'sk-secret',
    LLM_TIMEOUT_SECONDS: 20,
    LLM_CHUNK_TIMEOUT_SECONDS: 20,
    LLM_CONCURRENCY: 4,
    LLM_MAX_OUTPUT_TOKENS: 100,
    LLM_CONTEXT_CHARACTERS: 1_000,
    ...settings,
  });

export interface Outcome {
  readonly text: string;
  readonly told: readonly Citation[];
  readonly written?: Written;
  readonly error?: unknown;
}

/** What came of writing the reply, whether or not it was finished. */
export async function outcome(
  by: Promise<Writer>,
  signal = new AbortController().signal,
  onText?: () => void,
): Promise<Outcome> {
  const told: Citation[] = [];
  let text = '';
  try {
    const writing = (await by).write(assignment, signal, (citation) => told.push(citation));
    for (;;) {
      const { done, value } = await writing.next();
      if (done) return { text, told, written: value };
      text += value;
      onText?.();
    }
  } catch (error) {
    return { text, told, error };
  }
}

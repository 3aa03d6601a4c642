import { ExtractiveWriter } from './extractive-writer.js';
import type { ModelSettings } from './model-settings.js';
import { TestWriter } from './test-writer.js';
import type { Writer } from './writer.js';

/**
 * Without a model's address replies quote; `test:` stands for answers of a test, without a network. The AI SDK, which
 * takes a while, is loaded for a model only.
 */
export async function writerOf(
  settings: Omit<ModelSettings, 'LLM_BASE_URL' | 'LLM_MODEL'> &
    Partial<Pick<ModelSettings, 'LLM_BASE_URL' | 'LLM_MODEL'>>,
): Promise<Writer> {
  const { LLM_BASE_URL, LLM_MODEL } = settings;
  if (LLM_BASE_URL === undefined) return new ExtractiveWriter();
  if (LLM_BASE_URL.startsWith('test:')) return new TestWriter();
  if (LLM_MODEL === undefined) throw new Error('LLM_BASE_URL needs LLM_MODEL');
  const { ModelWriter } = await import('./model-writer.js');
  return new ModelWriter({ ...settings, LLM_BASE_URL, LLM_MODEL });
}

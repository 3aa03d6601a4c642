import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { inSlices } from '../text/give-way.js';
import { IndexSize } from './index-size.js';
import { KnowledgeIndexRepository, type NewPassage } from './knowledge-index.repository.js';
import { type LanguageCounts, mostFrequent, readingOf } from '../words/language.js';
import { matchingOf } from '../words/matching-text.js';
import type { Passage } from '../text/passage.js';
import { splitPassages } from '../text/split-passages.js';
import { statedPassages } from './stated-text.js';

/** A text of a message to be found by. */
export interface NewText {
  readonly messageId: number;
  readonly source: Passage['source'];
  readonly text: string;
  /** Whether somebody said it in the chat: then only what it states is found. */
  readonly isSaid?: boolean;
  /** Whether what was extracted is stored already. */
  readonly isKept?: boolean;
  /** Of the file that it comes from: it may not grow beyond measure in the index. */
  readonly bytes?: number;
}

/**
 * Passages written by one statement, which updates the row of every term once: twice as many take a fifth less time
 * each. A full statement takes about half a second, a tenth of what a statement may.
 */
const BATCH = 512;

@Injectable()
export class KnowledgeIndexing {
  constructor(private readonly rows: KnowledgeIndexRepository) {}

  /**
   * Splits texts into passages and indexes them; messages that have passages already are left as they are.
   * @throws IndexTooLarge for a file
   */
  async index(tx: Tx, chatId: number, texts: readonly NewText[]): Promise<void> {
    const { next_id, languages } = await this.rows.lock(tx, chatId);
    const indexed = await this.rows.indexedOf(
      tx,
      chatId,
      texts.map(({ messageId }) => messageId),
    );
    let nextId = next_id;
    let batch: NewPassage[] = [];
    let size: IndexSize | undefined;
    const flush = async () => {
      size?.addPassages(batch.length);
      const terms = batch.length === 0 ? 0 : await this.rows.insert(tx, chatId, nextId, batch);
      size?.addTerms(terms);
      nextId += batch.length;
      batch = [];
    };
    for (const text of texts.filter(({ messageId }) => !indexed.has(messageId))) {
      if (text.bytes !== undefined) size = new IndexSize(text.bytes);
      await size?.checkWords(text.text);
      if (text.source === 'extracted' && text.isKept !== true)
        await this.rows.insertDocumentText(tx, chatId, text.messageId, text.text);
      for await (const passage of passagesOf(text, languages)) {
        batch.push(passage);
        if (batch.length === BATCH) await flush();
      }
    }
    await flush();
  }
}

async function* passagesOf(
  { messageId, source, text, isSaid }: NewText,
  known: LanguageCounts,
): AsyncGenerator<NewPassage> {
  const whole = await readingOf(text, mostFrequent(known));
  for await (const slice of inSlices(isSaid === true ? statedPassages(text, whole.language) : splitPassages(text))) {
    const reading = slice.text.length < text.length ? await readingOf(slice.text, whole.language) : whole;
    const { heading = '', header = '' } = slice;
    const matching = matchingOf(`${heading}\n${header}\n${slice.text}`, reading.language);
    yield { messageId, source, ...slice, reading, matching };
  }
}

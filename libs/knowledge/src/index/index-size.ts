import { inSlices } from '../text/give-way.js';

/** What a file makes is larger than a file of its size may make; the message is a sentence for people. */
export class IndexTooLarge extends Error {
  override readonly name = 'IndexTooLarge';
}

/**
 * Each passage and each term that is new to its chat is a row, whose own size may be many times that of its text. Prose
 * makes a passage of a thousand bytes and a new word of ten or more; only what is made up to be large needs more rows.
 */
const PASSAGES = { some: 100, bytesOfEach: 64, most: 5_000 };
const WORDS = { some: 2_000, bytesOfEach: 6, most: 100_000 };

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** The most that the index of a file of this size may hold. */
export class IndexSize {
  private passages = 0;
  private terms = 0;

  constructor(private readonly fileBytes: number) {}

  /** Before anything is written, which a refusal would leave on the disk for a while. @throws IndexTooLarge */
  async checkWords(text: string): Promise<void> {
    const words = new Set<string>();
    for await (const [word] of inSlices(text.matchAll(WORD))) {
      words.add(word.slice(0, 64));
      if (words.size > most(WORDS, this.fileBytes)) throw tooManyWords();
    }
  }

  /** @throws IndexTooLarge */
  addPassages(count: number): void {
    this.passages += count;
    if (this.passages > most(PASSAGES, this.fileBytes))
      throw new IndexTooLarge('The file makes more passages than are kept: one of each 64 bytes, and 5,000 at most.');
  }

  /** Words have parts that are found, too. @throws IndexTooLarge */
  addTerms(count: number): void {
    this.terms += count;
    if (this.terms > most(WORDS, this.fileBytes)) throw tooManyWords();
  }
}

function most({ some, bytesOfEach, most: limit }: typeof WORDS, bytes: number): number {
  return Math.min(limit, some + bytes / bytesOfEach);
}

function tooManyWords(): IndexTooLarge {
  return new IndexTooLarge('The file has more different words than are kept: one in 6 bytes, and 100,000 at most.');
}

import type { PostingBlock, PostingList } from './posting-list.js';
import type { ScoreWindow } from './score-window.js';

/** Goes once through a term's postings, window by window, and adds what the term is worth to each passage's score. */
export class TermScorer {
  private readonly blocks: readonly PostingBlock[];
  private readonly gain: number;
  private readonly norms: Float64Array;
  /** The block to go on with, and where in its bytes. */
  private nth = 0;
  private at = 0;

  constructor({ blocks, weight, frequency, statistics }: PostingList) {
    this.blocks = blocks;
    this.gain = weight * statistics.idf(frequency);
    this.norms = statistics.norms;
  }

  addTo(window: ScoreWindow): void {
    for (; this.nth < this.blocks.length; this.nth++) {
      const block = this.blocks[this.nth];
      if (block === undefined || block.place >= window.to) return;
      this.at = window.add(block, Math.max(this.at, block.start), this.gain, this.norms);
      if (this.at < block.end) return;
      this.at = 0;
    }
  }
}

import { POSTING_BYTES } from '../rows/packed-posting.js';
import type { PostingBlock } from './posting-list.js';
import type { TopScores } from './top-scores.js';

/**
 * Places scored together. Scores of a million at once would take 8 MB for each search and miss the processor's
 * caches; a window of this size stays in them (as in Lucene's `BooleanScorer`).
 */
const SIZE = 16_384;

/** The scores of consecutive places, which goes on from window to window. */
export class ScoreWindow {
  /** Its places are from this to before `to`. */
  from = 0;
  to: number;
  private readonly scores: Float64Array;
  private readonly candidates: Uint32Array;
  private count = 0;

  /** Of places below `end`; `top` says which scores are worth looking at. */
  constructor(
    private readonly end: number,
    private readonly top: TopScores,
  ) {
    this.to = Math.min(SIZE, end);
    this.scores = new Float64Array(this.to);
    this.candidates = new Uint32Array(this.to);
  }

  /**
   * Adds what a term is worth to the passages of a block of its postings, from the byte `start` on. Returns where the
   * block goes beyond the window; its end when it does not.
   */
  add({ bytes, end, place }: PostingBlock, start: number, gain: number, norms: Float64Array): number {
    const { scores, candidates } = this;
    const { least } = this.top;
    const offset = place - this.from;
    let { count } = this;
    let at = start;
    for (; at < end; at += POSTING_BYTES) {
      const posting = bytes.getUint32(at);
      const nth = offset + (posting >>> 16);
      if (nth >= scores.length) break;
      const occurrences = (posting >>> 8) & 255;
      const before = scores[nth] ?? 0;
      const score = before + (gain * occurrences) / (occurrences + (norms[posting & 255] ?? 1));
      scores[nth] = score;
      // Scores only rise, so a place that ends above the mark passes it once: no need to look at all of them again.
      if (score > least && before <= least) candidates[count++] = nth;
    }
    this.count = count;
    return at;
  }

  /** Hands over what it has found, and goes on to the next places. Returns whether there are any. */
  next(): boolean {
    for (let nth = 0; nth < this.count; nth++) {
      const candidate = this.candidates[nth] ?? 0;
      this.top.offer(this.from + candidate, this.scores[candidate] ?? 0);
    }
    this.scores.fill(0);
    this.count = 0;
    this.from = this.to;
    this.to = Math.min(this.from + SIZE, this.end);
    return this.from < this.to;
  }
}

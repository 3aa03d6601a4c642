import type { Collection } from './collection.js';
import { findPosting, type PostingList } from './posting-list.js';
import { ScoreWindow } from './score-window.js';
import { TermScorer } from './term-scorer.js';
import { TopScores } from './top-scores.js';

export interface Place {
  readonly chatId: number;
  /** Of the passage, within its chat. */
  readonly id: number;
}

export interface Ranked extends Place {
  readonly score: number;
}

/** The best passages by BM25 (Robertson and Zaragoza, 2009) with Lucene's idf, best first; of equal ones, the earlier. */
export function rank(collection: Collection, terms: readonly PostingList[], limit: number): Ranked[] {
  const top = new TopScores(limit, collection.excluded);
  const window = new ScoreWindow(collection.end, top);
  const scorers = terms.map((term) => new TermScorer(term));
  do {
    for (const scorer of scorers) scorer.addTo(window);
  } while (window.next());
  return top.best().map(({ place, score }) => ({ ...collection.passageAt(place), score }));
}

/** What BM25 gives any passage of the collection; 0 when it has none of the terms. */
export function scoreOf(collection: Collection, terms: readonly PostingList[], { chatId, id }: Place): number {
  const chat = collection.placesOf(chatId);
  if (chat === undefined || chat.base + id >= chat.end) return 0;
  const posted = terms.map((term) => ({ term, posting: findPosting(term, chat.base + id) }));
  return posted.reduce((sum, { term: { weight, frequency, statistics }, posting }) => {
    if (posting === undefined) return sum;
    const { occurrences, length } = posting;
    return sum + (weight * statistics.idf(frequency) * occurrences) / (occurrences + (statistics.norms[length] ?? 1));
  }, 0);
}

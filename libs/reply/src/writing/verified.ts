import type { Passage } from '#libs/knowledge';
import { CitationFilter } from './citation-filter.js';
import type { Citation } from './writer.js';
import { WritingFailed } from './writing-failed.js';

interface Verified<End> {
  readonly citations: readonly Citation[];
  readonly droppedCitations: number;
  /** What the text's own generator returned. */
  readonly end: End;
}

/**
 * Text with its citations verified, while it is written.
 * @throws WritingFailed `model_rubbish` when there is no text, or only references to no passage
 */
export async function* verified<End>(
  text: AsyncGenerator<string, End, undefined>,
  passages: readonly Passage[],
  onCitation: ((citation: Citation) => void) | undefined,
): AsyncGenerator<string, Verified<End>, undefined> {
  const filter = new CitationFilter(passages, onCitation);
  let isEmpty = true;
  for (;;) {
    const { done, value } = await text.next();
    const verifiedText = done ? filter.end() : filter.push(value);
    isEmpty &&= verifiedText === '';
    if (done && isEmpty) throw new WritingFailed('model_rubbish', 'The model answered without any text.');
    if (verifiedText !== '') yield verifiedText;
    if (done) return { citations: filter.citations, droppedCitations: filter.dropped, end: value };
  }
}

import { withoutMarkers } from './citation-marker.js';
import { noticeFor } from './notices.js';
import { quotes } from './quotes.js';
import { readableText } from './readable-text.js';
import { type Assignment, type Citation, toCitation, type Writer, type Written } from './writer.js';
import { stopped } from './writing-failed.js';

/** Writes replies without a language model: quotes the sentences that fit the question best, or says that none does. */
export class ExtractiveWriter implements Writer {
  async *write(
    { question, passages }: Assignment,
    signal: AbortSignal,
    onCitation?: (citation: Citation) => void,
  ): AsyncGenerator<string, Written, undefined> {
    const notice = await noticeFor(question);
    if (signal.aborted) throw stopped();
    const citations = quotes(question, passages).map((quote, index) => toCitation(index + 1, quote));
    yield citations.length === 0 ? notice.nothing : notice.quoted;
    for (const citation of citations) {
      onCitation?.(citation);
      yield `\n\n> ${oneLine(citation.text)} [${citation.n}]`;
    }
    return { mode: 'extractive', citations, droppedCitations: 0 };
  }
}

/** `[7]` in a quoted text is a reference of that text. */
function oneLine(text: string): string {
  return withoutMarkers(readableText(text)).replaceAll(/\s+/g, ' ').trim();
}

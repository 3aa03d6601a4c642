import { withoutMarkers } from './citation-marker.js';
import { noticeFor } from './notices.js';
import { smallTalkLine } from './small-talk-lines.js';
import { quotes } from './quotes.js';
import { type Sentence, sentencesOf } from './sentences.js';
import { type Assignment, type Citation, toCitation, type Writer, type Written } from './writer.js';
import { stopped } from './writing-failed.js';

/** Writes replies without a language model: quotes the sentence that fits the question best, or says that none does. */
export class ExtractiveWriter implements Writer {
  async *write(
    assignment: Assignment,
    signal: AbortSignal,
    onCitation?: (citation: Citation) => void,
  ): AsyncGenerator<string, Written, undefined> {
    const notice = await noticeFor(assignment.question);
    const sentences = await chosen(assignment);
    if (signal.aborted) throw stopped();
    const citations = sentences.map(({ passage }, index) => toCitation(index + 1, passage));
    yield citations.length === 0 ? ((await smallTalkLine(assignment.question)) ?? notice.nothing) : notice.quoted;
    for (const [index, citation] of citations.entries()) {
      onCitation?.(citation);
      yield `\n\n> ${quoted(sentences[index]?.lines ?? [])} [${citation.n}]`;
    }
    return { mode: 'extractive', citations, droppedCitations: 0 };
  }
}

async function chosen({ passages, wordsIn }: Assignment): Promise<Sentence[]> {
  const sentences = passages.flatMap(sentencesOf);
  if (sentences.length === 0) return [];
  const around = passages.flatMap((passage) => sentencesOf(passage).map(() => passage.text));
  const texts = [
    ...sentences.map(({ passage: { text } }, nth) => ({ text, around: around[nth] ?? '' })),
    ...sentences.map(({ above }, nth) => ({ text: above, around: around[nth] ?? '' })),
  ];
  const { rarity, has } = (await wordsIn?.(texts)) ?? { rarity: [], has: [] };
  const none = new Set<number>();
  const said = sentences.map((sentence, nth) => ({
    sentence,
    own: has[nth] ?? none,
    above: has[sentences.length + nth] ?? none,
  }));
  return quotes(said, rarity);
}

/** `[7]` in a quoted text is a reference of that text. */
function quoted(lines: readonly string[]): string {
  return lines.map((line) => withoutMarkers(line).replaceAll(/\s+/g, ' ').trim()).join('\n> ');
}

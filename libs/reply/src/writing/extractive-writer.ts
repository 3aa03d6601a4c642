import type { Answerable, Passage } from '#libs/knowledge';
import { withoutMarkers } from './citation-marker.js';
import { noticeFor } from './notices.js';
import { smallTalkLine } from './small-talk-lines.js';
import { spokenLanguages } from './spoken-languages.js';
import { quotes } from './quotes.js';
import { type Sentence, sentencesOf } from './sentences.js';
import { type Assignment, type Citation, toCitation, type Writer, type Written } from './writer.js';
import { phraseShares } from './turns-of-phrase.js';
import { stopped } from './writing-failed.js';

/**
 * Writes replies without a language model: quotes the sentence that fits the question best, or says that none does; of
 * several questions each.
 */
export class ExtractiveWriter implements Writer {
  async *write(
    assignment: Assignment,
    signal: AbortSignal,
    onCitation?: (citation: Citation) => void,
  ): AsyncGenerator<string, Written, undefined> {
    const { question, parts = [] } = assignment;
    const spoken = await spokenLanguages(question, assignment.earlier);
    const notice = noticeFor(spoken);
    const answers: { asked: string; sentences: readonly Sentence[] }[] = [];
    for (const part of parts) answers.push({ asked: part.question, sentences: await chosen(part, parts.length > 1) });
    if (signal.aborted) throw stopped();
    const citations: Citation[] = [];
    yield answers.some(({ sentences }) => sentences.length > 0)
      ? notice.quoted
      : ((await smallTalkLine(question, spoken)) ?? notice.nothing);
    for (const { asked, sentences } of answers) {
      for (const { passage, lines } of sentences) {
        if (citations.some(({ messageId, start, end }) => isAt(passage, messageId, start, end))) continue;
        const citation = toCitation(citations.length + 1, passage);
        citations.push(citation);
        onCitation?.(citation);
        yield `\n\n> ${quoted(lines)} [${citation.n}]`;
      }
      if (parts.length > 1 && sentences.length === 0) yield `\n\n“${quoted([asked])}” ${notice.nothing}`;
    }
    return { mode: 'extractive', citations, droppedCitations: 0 };
  }
}

/** @param isPart a part of a question is answered by one sentence */
async function chosen({ question, passages, words }: Answerable, isPart: boolean): Promise<readonly Sentence[]> {
  const sentences = passages.flatMap((passage, nth) =>
    sentencesOf(passage).map((sentence) => ({ sentence, ofPassage: nth })),
  );
  if (sentences.length === 0) return [];
  const { rarity, likeness, before } = await words();
  const phrases = phraseShares(
    question,
    sentences.map(({ sentence }) => sentence.passage.text),
  );
  const said = sentences.map(({ sentence, ofPassage }, nth) => ({
    sentence,
    own: likeness(ofPassage, sentence.units),
    above: likeness(ofPassage, sentence.above),
    phrases: phrases?.[nth],
    before: before(ofPassage, [...sentence.units, ...sentence.above]),
  }));
  return quotes(said, rarity).slice(0, isPart ? 1 : undefined);
}

function isAt(passage: Passage, messageId: number, start: number, end: number): boolean {
  return passage.messageId === messageId && passage.start === start && passage.end === end;
}

/** `[7]` in a quoted text is a reference of that text. */
function quoted(lines: readonly string[]): string {
  return lines.map((line) => withoutMarkers(line).replaceAll(/\s+/g, ' ').trim()).join('\n> ');
}

// Whether a reply without a model quotes the answer, and quotes what it may.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ExtractiveWriter } from '../../../dist/libs/reply/src/writing/extractive-writer.js';
import { RETRIEVAL_DATA } from './collections.mjs';

/** What the product gives a writer, in code points. */
const CONTEXT = 6_000;

/**
 * `search` answers passages, `wordsIn` the words of a question in them; `idOf` names the document of a message. `first`
 * counts the questions whose first quote alone holds the answer.
 */
export async function measureQuotes(name, { queries }, search, wordsIn, idOf) {
  const answers = await readAnswers(name);
  const writer = new ExtractiveWriter();
  let [answered, first, citations, right, characters] = [0, 0, 0, 0, 0];
  for (const { id, text, relevant } of queries) {
    const passages = await search(text, CONTEXT);
    const cited = await citationsOf(writer, {
      question: text,
      instructions: [],
      earlier: [],
      passages,
      parts: [{ question: text, passages, words: () => wordsIn(text, passages) }],
    });
    const fromRelevant = cited.filter(({ messageId }) => relevant.has(idOf.get(messageId)));
    const holds = ({ start, text: quoted }) =>
      answers.get(id).some((answer) => start <= answer.start && answer.start + answer.length <= start + quoted.length);
    if (fromRelevant.some(holds)) answered++;
    if (fromRelevant.some((citation) => citation.n === 1 && holds(citation))) first++;
    citations += cited.length;
    right += fromRelevant.length;
    characters += cited.reduce((sum, { text: quoted }) => sum + quoted.length, 0);
  }
  const share = (count) => count / queries.length;
  return {
    answered: share(answered),
    first: share(first),
    precision: right / citations,
    quotes: share(citations),
    characters: share(characters),
  };
}

async function citationsOf(writer, assignment) {
  const writing = writer.write(assignment, AbortSignal.timeout(60_000));
  for (;;) {
    const { done, value } = await writing.next();
    if (done) return value.citations;
  }
}

async function readAnswers(name) {
  const lines = (await readFile(path.join(RETRIEVAL_DATA, name, 'queries.jsonl'), 'utf8')).trim().split('\n');
  return new Map(
    lines
      .map((line) => JSON.parse(line))
      .map(({ id, answers }) => [id, answers.map(({ text, start }) => ({ start, length: text.length }))]),
  );
}

// The collections to measure on, and what a ranking of them is worth.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const RETRIEVAL_DATA =
  process.env.RETRIEVAL_DATA ?? path.join(import.meta.dirname, '../../../../shared/data/retrieval');

export const hasData = (name = '') => existsSync(path.join(RETRIEVAL_DATA, name));

/** Documents as a person would send them: the title, an empty line, the text. */
export async function readCollection(name) {
  const [documents, queries, judgements] = await Promise.all(
    ['corpus', 'queries', 'qrels'].map((file) => readLines(path.join(RETRIEVAL_DATA, name, `${file}.jsonl`))),
  );
  const relevant = new Map(queries.map(({ id }) => [id, new Map()]));
  for (const { qid, did, rel } of judgements) relevant.get(qid)?.set(did, rel);
  return {
    name,
    documents: documents.map(({ id, title, text }) => ({ id, text: title ? `${title}\n\n${text}` : text })),
    queries: queries
      .filter(({ id }) => relevant.get(id).size > 0)
      .map(({ id, text }) => ({ id, text, relevant: relevant.get(id) })),
  };
}

/**
 * Questions within conversations: each with the turns before it, newest first, and the passages that answer it; none
 * where its people found that nothing did.
 */
export async function readConversations() {
  const read = (file) => readLines(path.join(RETRIEVAL_DATA, 'conversations', `${file}.jsonl`));
  const [documents, questions] = await Promise.all([read('corpus'), read('queries')]);
  return { documents, questions };
}

/** nDCG@10 (Järvelin and Kekäläinen, 2002), with gains as judged, as trec_eval computes it. */
export function ndcg(ranking, relevant) {
  const gain = (gains) => gains.slice(0, 10).reduce((sum, value, place) => sum + value / Math.log2(place + 2), 0);
  const ideal = gain([...relevant.values()].toSorted((a, b) => b - a));
  return gain(ranking.map((id) => relevant.get(id) ?? 0)) / ideal;
}

async function readLines(file) {
  const text = await readFile(file, 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

// Long documents, and questions with the places that answer them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { RETRIEVAL_DATA } from './collections.mjs';

const NAMES = ['chatlogs', 'state_of_the_union', 'wikitexts'];

export async function readChunking() {
  const read = (file) => readFile(path.join(RETRIEVAL_DATA, 'chunking', file), 'utf8');
  const [, ...rows] = parseCsv(await read('questions.csv'));
  return {
    documents: await Promise.all(NAMES.map(async (name) => ({ id: name, text: await read(`${name}.md`) }))),
    questions: rows.map(([text, references, corpus]) => ({
      text,
      document: NAMES.indexOf(corpus),
      references: JSON.parse(references).map(({ start_index: start, end_index: end }) => ({ start, end })),
    })),
  };
}

/** The share of questions of which every reference is, whole, inside one of the passages that `search` finds. */
export async function wholeReferences(questions, search) {
  let whole = 0;
  for (const question of questions) {
    const found = await search(question);
    const isInside = ({ start, end }) => found.some((passage) => passage.start <= start && end <= passage.end);
    if (question.references.every(isInside)) whole++;
  }
  return whole / questions.length;
}

/** RFC 4180. */
function parseCsv(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}

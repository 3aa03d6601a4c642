// npm run bench -- retrieval: what retrieval finds, through the product's own code on a PostgreSQL of its own, beside
// PostgreSQL's ts_rank_cd and minisearch over the same documents. RETRIEVAL_DATA says where the collections are; a
// document's rank is that of its best passage, as a reader would come upon it. Some minutes. `judgement` prints the curve of the
// judgement whether passages answer instead.
import { measure } from './children.mjs';
import { printTable, say } from './figures.mjs';
import { startPostgres } from './processes.mjs';
import { miniSearchRanking, openTextSearch } from './retrieval/baselines.mjs';
import { readChunking, wholeReferences } from './retrieval/chunking.mjs';
import { hasData, ndcg, readCollection, RETRIEVAL_DATA } from './retrieval/collections.mjs';
import { openStage, ownScope, storeDocuments } from './retrieval/knowledge-stage.mjs';
import { measureJudgement, measureRelated } from './retrieval/judgement.mjs';
import { measureQuotes } from './retrieval/quotes.mjs';

/** At least, as the design of replies says; with the configuration for ts_rank_cd. */
const COLLECTIONS = [
  { name: 'scifact', least: 0.69, configuration: 'english' },
  { name: 'cranfield', least: 0.37, configuration: 'english' },
  { name: 'med', least: 0.69, configuration: 'english' },
  { name: 'xquad-en', least: 0.97, configuration: 'english' },
  { name: 'xquad-es', least: 0.96, configuration: 'spanish' },
  { name: 'xquad-zh', least: 0.95, configuration: 'simple' },
];
const CHUNKING = [
  { characters: 4_000, least: 0.79 },
  { characters: 8_000, least: 0.9 },
];
/** Two sentences at most, quoted where no model is configured. */
const QUOTES = [
  { name: 'xquad-en', answered: 0.87, precision: 0.92 },
  { name: 'xquad-es', answered: 0.87, precision: 0.9 },
  { name: 'xquad-zh', answered: 0.85, precision: 0.9 },
];
const EVERYTHING = 10_000_000;

if (hasData()) await measure(measureAll);
else say(`skipped: there are no collections at ${RETRIEVAL_DATA}; RETRIEVAL_DATA says where they are`);

async function measureAll() {
  const stage = await openStage((await startPostgres()).url);
  try {
    if (process.argv.includes('judgement')) return await measureJudgements(stage);
    const rows = [];
    for (const wanted of COLLECTIONS) rows.push(await measureCollection(stage, wanted));
    printTable('nDCG@10 of documents', rows);
    printTable(
      'Questions whose whole reference is inside the context, of three documents in one chat',
      await measureChunking(stage),
    );
    const replies = [];
    for (const wanted of QUOTES) replies.push(await measureReplies(stage, wanted));
    printTable('Replies without a model', replies);
  } finally {
    await stage.close();
  }
}

async function measureJudgements(stage) {
  const rows = [];
  for (const name of ['xquad-en', 'xquad-es', 'xquad-zh'])
    rows.push(...(await measureJudgement(stage, await readCollection(name))));
  printTable('Whether passages answer', rows);
  printTable('Whether those of the same conversation do', await measureRelated(stage, await readChunking()));
}

async function measureCollection(stage, { name, least, configuration }) {
  const { documents, queries } = await readCollection(name);
  const { chatId, messageIds } = await storeDocuments(stage, documents.length, (nth) => documents[nth].text);
  const idOf = new Map(messageIds.map((messageId, nth) => [messageId, documents[nth].id]));
  const textSearch = await openTextSearch(stage.client, documents, configuration);
  const miniSearch = miniSearchRanking(documents);
  const ours = async (question) => {
    const limits = { characters: EVERYTHING, excluded: [] };
    const found = await stage.knowledge.search(ownScope(chatId), { question, earlier: [] }, limits);
    return [...new Set(found.map(({ messageId }) => idOf.get(messageId)))];
  };
  const mean = async (ranking) => {
    let sum = 0;
    for (const { text, relevant } of queries) sum += ndcg(await ranking(text), relevant);
    return (sum / queries.length).toFixed(4);
  };
  return {
    collection: name,
    ours: await mean(ours),
    'at least': least,
    ts_rank_cd: await mean(textSearch),
    minisearch: await mean(miniSearch),
  };
}

async function measureChunking(stage) {
  const { documents, questions } = await readChunking();
  const { chatId, messageIds } = await storeDocuments(stage, documents.length, (nth) => documents[nth].text);
  const rows = [];
  for (const { characters, least } of CHUNKING) {
    const share = await wholeReferences(questions, async ({ text, document }) => {
      const limits = { characters, excluded: [] };
      const found = await stage.knowledge.search(ownScope(chatId), { question: text, earlier: [] }, limits);
      return found.filter(({ messageId }) => messageId === messageIds[document]);
    });
    rows.push({ characters: String(characters), ours: share.toFixed(3), 'at least': least });
  }
  return rows;
}

async function measureReplies(stage, { name, ...least }) {
  const collection = await readCollection(name);
  const { documents } = collection;
  const { chatId, messageIds } = await storeDocuments(stage, documents.length, (nth) => documents[nth].text);
  const idOf = new Map(messageIds.map((messageId, nth) => [messageId, documents[nth].id]));
  const search = (question, characters) =>
    stage.knowledge.search(ownScope(chatId), { question, earlier: [] }, { characters, excluded: [] });
  const wordsIn = (question, texts) => stage.knowledge.words(ownScope(chatId), question, texts);
  const { answered, first, precision, quotes } = await measureQuotes(name, collection, search, wordsIn, idOf);
  return {
    collection: name,
    'answer quoted': answered.toFixed(3),
    'at least': least.answered,
    'by the first alone': first.toFixed(3),
    precision: precision.toFixed(3),
    'at least ': least.precision,
    'quotes a reply': quotes.toFixed(2),
  };
}

// npm run bench -- retrieval: what retrieval finds, through the product's own code on a PostgreSQL of its own, beside
// PostgreSQL's ts_rank_cd and minisearch over the same documents. RETRIEVAL_DATA says where the collections are; a
// document's rank is that of its best passage, as a reader would come upon it. Some minutes. `replies` measures no more than
// replies without a model, `judgement` prints the curve of the judgement whether passages answer instead.
import { measure } from './children.mjs';
import { printTable, say } from './figures.mjs';
import { startPostgres } from './processes.mjs';
import { miniSearchRanking, openTextSearch } from './retrieval/baselines.mjs';
import { readChunking, wholeReferences } from './retrieval/chunking.mjs';
import { hasData, ndcg, readCollection, readConversations, RETRIEVAL_DATA } from './retrieval/collections.mjs';
import { openStage, ownScope, storeDocuments } from './retrieval/knowledge-stage.mjs';
import { measureConversations, measureJudgement, measureRelated } from './retrieval/judgement.mjs';
import { measureQuotes } from './retrieval/quotes.mjs';

/** At least, as the design of replies says; with the configuration for ts_rank_cd. */
const COLLECTIONS = [
  { name: 'scifact', least: 0.687, configuration: 'english' },
  { name: 'cranfield', least: 0.378, configuration: 'english' },
  { name: 'med', least: 0.686, configuration: 'english' },
];
/**
 * XQuAD by language: nDCG@10; and of replies without a model, where a second sentence is quoted only with reason, how
 * many quote the answer, and how many quotes are of the right document. Languages that RETRIEVAL_DATA lacks are left out.
 */
const XQUAD = [
  { language: 'en', configuration: 'english', least: 0.968, answered: 0.87, precision: 0.92 },
  { language: 'es', configuration: 'spanish', least: 0.96, answered: 0.856, precision: 0.894 },
  { language: 'zh', configuration: 'simple', least: 0.96, answered: 0.861, precision: 0.903 },
  { language: 'ar', configuration: 'arabic', least: 0.93, answered: 0.77, precision: 0.85 },
  { language: 'de', configuration: 'german', least: 0.93, answered: 0.808, precision: 0.877 },
  { language: 'el', configuration: 'greek', least: 0.93, answered: 0.835, precision: 0.867 },
  { language: 'hi', configuration: 'hindi', least: 0.93, answered: 0.753, precision: 0.8 },
  { language: 'ro', configuration: 'romanian', least: 0.93, answered: 0.873, precision: 0.894 },
  { language: 'ru', configuration: 'russian', least: 0.93, answered: 0.859, precision: 0.885 },
  { language: 'th', configuration: 'simple', least: 0.93, answered: 0.932, precision: 0.8 },
  { language: 'tr', configuration: 'turkish', least: 0.93, answered: 0.837, precision: 0.864 },
  { language: 'vi', configuration: 'simple', least: 0.93, answered: 0.871, precision: 0.876 },
]
  .map((each) => ({ ...each, name: `xquad-${each.language}` }))
  .filter(({ name }) => hasData(name));
const CHUNKING = [
  { characters: 4_000, least: 0.888 },
  { characters: 8_000, least: 0.971 },
];
const EVERYTHING = 10_000_000;

if (hasData()) await measure(measureAll);
else say(`skipped: there are no collections at ${RETRIEVAL_DATA}; RETRIEVAL_DATA says where they are`);

async function measureAll() {
  const stage = await openStage((await startPostgres()).url);
  try {
    if (process.argv.includes('judgement')) return await measureJudgements(stage);
    if (!process.argv.includes('replies')) await measureRankings(stage);
    const replies = [];
    for (const wanted of XQUAD) replies.push(await measureReplies(stage, wanted));
    printTable('Replies without a model', replies);
  } finally {
    await stage.close();
  }
}

async function measureRankings(stage) {
  const rows = [];
  for (const wanted of [...COLLECTIONS, ...XQUAD]) rows.push(await measureCollection(stage, wanted));
  printTable('nDCG@10 of documents', rows);
  printTable(
    'Questions whose whole reference is inside the context, of three documents in one chat',
    await measureChunking(stage),
  );
}

async function measureJudgements(stage) {
  const rows = [];
  for (const { name } of XQUAD) rows.push(...(await measureJudgement(stage, await readCollection(name))));
  printTable('Whether passages answer', rows);
  printTable('Whether those of the same conversation do', await measureRelated(stage, await readChunking()));
  if (hasData('conversations'))
    printTable('Whether those of other conversations do', await measureConversations(stage, await readConversations()));
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
  const wordsIn = async (question, passages) =>
    (await stage.knowledge.words(ownScope(chatId), { question, earlier: [] }, passages)).question;
  const { answered, first, precision, quotes, characters } = await measureQuotes(
    name,
    collection,
    search,
    wordsIn,
    idOf,
  );
  return {
    collection: name,
    'answer quoted': answered.toFixed(3),
    'at least': least.answered,
    'by the first alone': first.toFixed(3),
    precision: precision.toFixed(3),
    'at least ': least.precision,
    'quotes a reply': quotes.toFixed(2),
    characters: String(Math.round(characters)),
  };
}

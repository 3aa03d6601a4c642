// How well the judgement tells questions whose document is left out from those whose document is there.
import { likelihood } from '../../../dist/libs/knowledge/src/search/evidence.js';
import { ownScope, storeDocuments } from './knowledge-stage.mjs';

const FOLDS = 6;
const EVERY = 4;
const LIMITS = [0.26, 0.28, 0.3, 0.32, 0.34, 0.36, 0.374, 0.38, 0.4, 0.42, 0.46, 0.5, 0.55, 0.6];
const CHARACTERS = 6_000;

/** Rows of a table: what each limit loses of the answerable and refuses of the others. */
export async function measureJudgement(stage, { name, documents, queries }) {
  const asked = queries.filter((_, nth) => nth % EVERY === 0);
  const foldOf = new Map(documents.map(({ id }, nth) => [id, (nth * 7919) % FOLDS]));
  const documentOf = ({ relevant }) => relevant.keys().next().value;
  const judge = async (chatId, { text: question }) => {
    const [scope, turns] = [ownScope(chatId), { question, earlier: [] }];
    const passages = await stage.knowledge.search(scope, turns, { characters: CHARACTERS, excluded: [] });
    return likelihoodOf(stage, scope, turns, passages);
  };
  const judged = async (kept, questions) => {
    const { chatId } = await storeDocuments(stage, kept.length, (nth) => kept[nth].text);
    const likelihoods = [];
    for (const question of questions) likelihoods.push(await judge(chatId, question));
    return likelihoods;
  };
  const there = await judged(documents, asked);
  const missing = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = documents.filter(({ id }) => foldOf.get(id) !== fold);
    missing.push(
      ...(await judged(
        kept,
        asked.filter((query) => foldOf.get(documentOf(query)) === fold),
      )),
    );
  }
  return curve(name, there, missing);
}

/**
 * The hard ones: of one long conversation, or text, what is found for a question, with and without the passages that hold
 * any of its answer. What is left is about the same, and does not answer.
 */
export async function measureRelated(stage, { documents, questions }) {
  const rows = [];
  for (const [nth, { id, text }] of documents.entries()) {
    const { chatId } = await storeDocuments(stage, 1, () => text);
    const scope = ownScope(chatId);
    const [there, missing] = [[], []];
    for (const { text: question, references } of questions.filter(({ document }) => document === nth)) {
      const turns = { question, earlier: [] };
      const found = await stage.knowledge.search(scope, turns, { characters: 2 * CHARACTERS, excluded: [] });
      const isOfAnswer = (passage) => references.some(({ start, end }) => passage.start < end && start < passage.end);
      there.push(await likelihoodOf(stage, scope, turns, found));
      const others = found.filter((passage) => !isOfAnswer(passage));
      missing.push(await likelihoodOf(stage, scope, turns, others));
    }
    rows.push(...curve(id, there, missing));
  }
  return rows;
}

/**
 * Questions of conversations about what many documents say: those that nothing answers, as people have judged, and those
 * of which the documents that answer are left out.
 */
export async function measureConversations(stage, { documents, questions }) {
  const { chatId, messageIds } = await storeDocuments(stage, documents.length, (nth) => documents[nth].text);
  const idOf = new Map(documents.map(({ id }, nth) => [id, messageIds[nth]]));
  const scope = ownScope(chatId);
  const judge = async ({ text: question, earlier }, excluded) => {
    const turns = { question, earlier };
    const passages = await stage.knowledge.search(scope, turns, { characters: CHARACTERS, excluded });
    return likelihoodOf(stage, scope, turns, passages);
  };
  const [there, missing, unanswerable] = [[], [], []];
  for (const question of questions) {
    if (question.answeredBy.length === 0) unanswerable.push(await judge(question, []));
    else {
      there.push(await judge(question, []));
      missing.push(
        await judge(
          question,
          question.answeredBy.map((id) => idOf.get(id)),
        ),
      );
    }
  }
  return [...curve('judged by people', there, unanswerable), ...curve('left out', there, missing)];
}

async function likelihoodOf({ knowledge }, scope, turns, passages) {
  return likelihood(turns, passages, await knowledge.words(scope, turns, passages));
}

/** What each limit loses and refuses. */
function curve(name, there, missing) {
  const below = (likelihoods, limit) => likelihoods.filter((each) => each < limit).length / likelihoods.length;
  return LIMITS.map((limit) => ({
    collection: name,
    limit: String(limit),
    'answerable lost': below(there, limit).toFixed(3),
    'unanswerable refused': below(missing, limit).toFixed(3),
    auc: auc(there, missing).toFixed(3),
  }));
}

function auc(there, missing) {
  let above = 0;
  for (const one of there) for (const other of missing) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (there.length * missing.length);
}

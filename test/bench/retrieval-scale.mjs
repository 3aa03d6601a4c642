// npm run bench -- retrieval-scale [passages …]: what a retrieval costs the processor, here and in PostgreSQL, in a chat of
// so many passages (1,000 and 1,000,000) of generated English, beside ts_rank_cd over the same texts; Linux only. The
// tables are filled in bulk: a million take some minutes, the table of ts_rank_cd longer than that, and 4 GB of disk; what
// is known by then is shown before.
import { measure } from './children.mjs';
import { percentile, printTable, say } from './figures.mjs';
import { cpuOfEach } from './retrieval/cpu-of-each.mjs';
import { anyWord } from './retrieval/baselines.mjs';
import { loadPassages } from './retrieval/bulk-load.mjs';
import { createChat, indexDocuments, openStage, ownScope } from './retrieval/knowledge-stage.mjs';
import { textOf, zipfianTexts } from './retrieval/scale-texts.mjs';
import { startPostgres } from './processes.mjs';

const given = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [1_000, 1_000_000];
/** A server that runs has its hot functions compiled. */
const WARMING = 1_000;
const QUESTIONS = 500;
/** ts_rank_cd takes so much longer that fewer must do. */
const BASELINE_QUESTIONS = 11;
/** Passages added through the product's own indexing when the chat has all the others, so many in a transaction. */
const [ADDED, ADDED_AT_ONCE] = [2_048, 512];

await measure(async () => {
  const rows = [];
  for (const size of SIZES) rows.push(await measureSize(size));
  printTable('Medians of CPU in ms a retrieval; indexing in ms a passage', rows);
});

async function measureSize(size) {
  const postgres = await startPostgres();
  const stage = await openStage(postgres.url);
  const texts = zipfianTexts(1);
  try {
    const chatId = await fill(stage, size, texts);
    const questions = Array.from({ length: WARMING + QUESTIONS }, texts.question);
    const limits = { characters: 8_000, excluded: [] };
    const ask = (question) => stage.knowledge.search(ownScope(chatId), { question, earlier: [] }, limits);
    for (const question of questions.slice(0, WARMING)) await ask(question);
    const asked = await cpuOfEach(stage.client, questions.slice(WARMING), ask);
    const bytes = await indexBytes(stage);
    const added = Array.from({ length: ADDED / ADDED_AT_ONCE }, () =>
      Array.from({ length: ADDED_AT_ONCE }, () => textOf(texts.passage())),
    );
    const indexing = await cpuOfEach(stage.client, added, (batch) => indexDocuments(stage, chatId, batch));
    const row = {
      passages: String(size),
      server: median(asked.server),
      PostgreSQL: median(asked.postgres),
      both: median(asked.both),
      'both, 95 of 100': percentile(asked.both, 95),
      'index bytes a passage': bytes / size,
      'indexing: server': median(indexing.server) / ADDED_AT_ONCE,
      'PostgreSQL ': median(indexing.postgres) / ADDED_AT_ONCE,
      'passages/s': (1000 * ADDED_AT_ONCE) / median(indexing.elapsed),
    };
    // It may take minutes to prepare: what there is by now is worth seeing.
    say(JSON.stringify(row));
    const baseline = await measureTextSearch(stage, chatId, questions.slice(0, BASELINE_QUESTIONS));
    return { ...row, ts_rank_cd: median(baseline.postgres) };
  } finally {
    await stage.close();
  }
}

function median(values) {
  return percentile(values, 50);
}

async function fill({ client }, size, texts) {
  await client.query('SET statement_timeout = 0');
  // Nobody else works here while it is measured.
  await client.query('ALTER SYSTEM SET autovacuum = off');
  await client.query(`ALTER SYSTEM SET max_wal_size = '8GB'`);
  await client.query('SELECT pg_reload_conf()');
  const chatId = await createChat(client);
  await loadPassages(client, chatId, size, texts.passage);
  await client.query('VACUUM ANALYZE');
  await client.query('CHECKPOINT');
  return chatId;
}

/** Every passage that has any of the words, ranked; found by a GIN index. */
async function measureTextSearch({ client }, chatId, questions) {
  await client.query(`SET maintenance_work_mem = '512MB'; SET max_parallel_workers_per_gather = 0`);
  await client.query(
    `CREATE UNLOGGED TABLE baseline AS SELECT id, to_tsvector('english', text) AS terms FROM passage WHERE chat_id = ${chatId}`,
  );
  await client.query('CREATE INDEX ON baseline USING gin (terms)');
  await client.query('VACUUM ANALYZE baseline');
  return cpuOfEach(client, questions, (question) =>
    client.query(
      `SELECT id FROM baseline, ${anyWord('$1', '$2')} WHERE terms @@ q ORDER BY ts_rank_cd(terms, q) DESC LIMIT 10`,
      ['english', question],
    ),
  );
}

async function indexBytes({ client }) {
  const { rows } = await client.query(`SELECT pg_total_relation_size('posting') AS bytes`);
  return Number(rows[0].bytes);
}

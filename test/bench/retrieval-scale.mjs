// npm run bench:retrieval-scale [passages …]: what a retrieval costs the processor, here and in PostgreSQL, in a chat of
// so many passages (1,000 and 1,000,000) of generated text, beside ts_rank_cd over the same texts; Linux only. A million
// takes the better part of an hour to index; 100,000 show the same within some minutes.
import { measure } from './children.mjs';
import { printTable } from './figures.mjs';
import { cpuMsOfFamily, parentOf } from './process-figures.mjs';
import { startPostgres } from './processes.mjs';
import { anyWord } from './retrieval/baselines.mjs';
import { openStage, ownScope, storeDocuments } from './retrieval/knowledge-stage.mjs';
import { zipfianTexts } from './retrieval/scale-texts.mjs';

const given = process.argv.slice(2).map(Number);
const SIZES = given.length > 0 ? given : [1_000, 1_000_000];
const WARMING = 200;
const QUESTIONS = 1_000;
/** ts_rank_cd takes so much longer that fewer must do. */
const BASELINE_QUESTIONS = 20;

await measure(async () => {
  const rows = [];
  for (const size of SIZES) rows.push(await measureSize(size));
  printTable('CPU in ms a retrieval, of the server and of PostgreSQL; indexing in ms a passage', rows);
});

async function measureSize(size) {
  const postgres = await startPostgres();
  const stage = await openStage(postgres.url);
  const texts = zipfianTexts(1);
  let chatId;
  try {
    const indexing = await cpuOf(
      stage,
      [size],
      async () => ({ chatId } = await storeDocuments(stage, size, texts.text)),
    );
    await stage.client.query('VACUUM ANALYZE');
    const questions = Array.from({ length: WARMING + QUESTIONS }, texts.question);
    const limits = { characters: 8_000, excluded: [] };
    const ask = (question) => stage.knowledge.search(ownScope(chatId), { question, earlier: [] }, limits);
    for (const question of questions.slice(0, WARMING)) await ask(question);
    const ours = await cpuOf(stage, questions.slice(WARMING), ask);
    const bytes = await indexBytes(stage);
    const baseline = await measureTextSearch(stage, questions.slice(0, BASELINE_QUESTIONS));
    return {
      passages: String(size),
      server: ours.server,
      PostgreSQL: ours.postgres,
      both: ours.server + ours.postgres,
      ts_rank_cd: baseline.postgres,
      'indexing: server': indexing.server / size,
      'PostgreSQL ': indexing.postgres / size,
      'passages/s': (size / indexing.elapsed) * 1000,
      'index bytes a passage': bytes / size,
    };
  } finally {
    await stage.close();
  }
}

/** Every passage that has any of the words, ranked; found by a GIN index. */
async function measureTextSearch(stage, questions) {
  const { client } = stage;
  await client.query(`CREATE TABLE baseline AS SELECT id, to_tsvector('simple', text) AS terms FROM passage`);
  await client.query('CREATE INDEX ON baseline USING gin (terms)');
  await client.query('VACUUM ANALYZE baseline');
  return cpuOf(stage, questions, (question) =>
    client.query(
      `SELECT id FROM baseline, ${anyWord('$1', '$2')} WHERE terms @@ q ORDER BY ts_rank_cd(terms, q) DESC LIMIT 10`,
      ['simple', question],
    ),
  );
}

/** Time of one call in ms: of this process' processors, of PostgreSQL's with all its processes, and elapsed. */
async function cpuOf({ client }, inputs, work) {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const postmaster = await parentOf(rows[0].pid);
  const [before, postgresBefore, start] = [process.cpuUsage(), await cpuMsOfFamily(postmaster), performance.now()];
  for (const input of inputs) await work(input);
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const postgres = (await cpuMsOfFamily(postmaster)) - postgresBefore;
  return {
    server: (user + system) / 1000 / inputs.length,
    postgres: postgres / inputs.length,
    elapsed: elapsed / inputs.length,
  };
}

async function indexBytes({ client }) {
  const { rows } = await client.query(`SELECT pg_total_relation_size('posting') AS bytes`);
  return Number(rows[0].bytes);
}

// Makes the data, once: a database is kept until the scripts, the migrations or the size change, or runs have filled it.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { say } from '../../figures.mjs';
import { SECRET } from '../../people.mjs';
import { connected, inDatabase } from '../postgres.mjs';

const DIST = path.join(import.meta.dirname, '../../../../dist');
const MIGRATE = path.join(DIST, 'apps/api/src/migrate.js');
const MIGRATIONS = path.join(DIST, 'libs/database/src/migrations');

/** By schema: the name of its script, and the sequence that tells how many messages were added. */
const SCHEMAS = {
  ours: { script: 'ours.sql', ids: 'message_id_seq', prepare: migrate },
  limit: { script: 'limit.sql', ids: 'messages_id_seq', prepare: () => undefined },
};
/** Past this many times its messages a database is made again. */
const USED_UP = 1.5;

/**
 * @param shape the settings of source.sql; @param name tells databases of different shapes apart
 * @returns the URL of the database
 */
export async function prepareData(url, schema, name, shape, { isFresh = false } = {}) {
  const { script, ids, prepare } = SCHEMAS[schema];
  const database = `chat_bench_${schema}_${name}`;
  const target = inDatabase(url, database);
  const made = await digestOf(schema, script, shape);
  if (!isFresh && (await isKept(url, { database, target, made, ids, shape }))) return target;
  const began = performance.now();
  await connected(url, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${database}`);
    await client.query(`CREATE DATABASE ${database}`);
  });
  await prepare(target);
  await fill(target, script, shape);
  await connected(url, (client) => client.query(`COMMENT ON DATABASE ${database} IS '${made}'`));
  say(`${database} made in ${Math.round((performance.now() - began) / 1_000)} s`);
  return target;
}

async function isKept(url, { database, target, made, ids, shape }) {
  const found = await connected(url, async (client) => {
    const { rows } = await client.query(
      `SELECT shobj_description(oid, 'pg_database') AS made FROM pg_database WHERE datname = $1`,
      [database],
    );
    return rows[0]?.made;
  });
  if (found !== made) return false;
  return connected(target, async (client) => {
    const { rows } = await client.query(`SELECT last_value::bigint AS last FROM ${ids}`);
    return Number(rows[0].last) < USED_UP * (shape.messages + 4 * shape.groups * shape.turns);
  });
}

async function digestOf(schema, script, shape) {
  const hash = createHash('sha256').update(JSON.stringify(shape));
  for (const name of ['source.sql', script]) hash.update(await readFile(path.join(import.meta.dirname, name)));
  if (schema === 'ours')
    for (const name of (await readdir(MIGRATIONS)).filter((each) => each.endsWith('.js')).toSorted())
      hash.update(await readFile(path.join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 16);
}

async function migrate(target) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATABASE_URL: target, JWT_SECRET: SECRET };
  await promisify(execFile)(process.execPath, [MIGRATE], { cwd: os.tmpdir(), env });
}

/** @throws Error unless everything that the script counts at its end is zero */
async function fill(target, script, shape) {
  await connected(target, async (client) => {
    for (const [name, value] of Object.entries({ ...shape, grows: shape.grows ?? false }))
      await client.query(`SELECT set_config('bench.${name}', $1, false)`, [String(value)]);
    let last;
    for (const statement of await statementsOf('source.sql', script)) last = await client.query(statement);
    const wrong = Object.entries(last.rows[0]).filter(([, count]) => count !== 0);
    if (wrong.length > 0) throw new Error(`${script}: ${wrong.map(([name, count]) => `${count} ${name}`).join(', ')}`);
  });
}

async function statementsOf(...scripts) {
  const texts = await Promise.all(scripts.map((name) => readFile(path.join(import.meta.dirname, name), 'utf8')));
  // One ends with a semicolon at the end of a line, but for those between dollars.
  return texts.flatMap((text) => text.match(/(?:\$\$.*?\$\$|(?!;\n).)+/gs) ?? []).filter((each) => each.trim() !== '');
}

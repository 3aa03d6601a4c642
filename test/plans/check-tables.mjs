// Which tables of other libs a statement reads or writes: what `sql/` says against the list in foreign-tables.mjs.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { FOREIGN } from './foreign-tables.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

const owners = await tablesByOwner();
const used = await foreignUses();
const isListed = ([name, found]) =>
  FOREIGN.some(
    ({ statements, uses }) => statements.some((one) => is(one, name)) && ['any', found].includes(uses.join(', ')),
  );
const listed = FOREIGN.flatMap(({ statements }) => statements);
const wrong = [
  ...[...used].filter((use) => !isListed(use)).map(([name, uses]) => `${name}: ${uses}`),
  ...listed.filter((one) => ![...used.keys()].some((name) => is(one, name))).map((one) => `${one}: nothing any more`),
];
if (wrong.length > 0) {
  console.error(
    `These use tables of other libs otherwise than test/plans/foreign-tables.mjs says:\n${wrong.join('\n')}`,
  );
  process.exitCode = 1;
}

function is(pattern, name) {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** A table is its entity's lib's. */
async function tablesByOwner() {
  const files = await filesIn('libs', '.entity.ts');
  const tables = files.map(async (file) => {
    const [, table] = /@Entity\('([a-z_]+)'\)/.exec(await readFile(file, 'utf8')) ?? [];
    return [table, libOf(file)];
  });
  return new Map(await Promise.all(tables));
}

/** `<name of the statement>` to `reads <table>, writes <table>`, in the order of the alphabet. */
async function foreignUses() {
  const uses = new Map();
  for (const file of await filesIn('sql', '.sql')) {
    const found = usesOf(await readFile(file, 'utf8')).filter((use) => owners.get(use.split(' ')[1]) !== libOf(file));
    if (found.length > 0) uses.set(path.basename(file, '.sql'), found.join(', '));
  }
  return uses;
}

function usesOf(sql) {
  const tables = [...owners.keys()].join('|');
  const written = matches(sql, new RegExp(`\\b(?:INSERT INTO|UPDATE|DELETE FROM)\\s+(${tables})\\b`, 'g'));
  // The tables of FROM come one a line, or after a comma.
  const reading = new RegExp(`(?:(?<!DELETE\\s+)\\b(?:FROM|JOIN|USING)|,)\\s+(${tables})\\b(?!\\s*[,.)(])`, 'g');
  const read = matches(sql, reading).filter((table) => !written.includes(table));
  return [...read.map((table) => `reads ${table}`), ...written.map((table) => `writes ${table}`)];
}

function matches(sql, pattern) {
  return [...new Set([...sql.matchAll(pattern)].map(([, table]) => table))].toSorted((a, b) => a.localeCompare(b));
}

async function filesIn(folder, ending) {
  const files = await readdir(path.join(ROOT, folder), { recursive: true });
  return files.filter((file) => file.endsWith(ending)).map((file) => path.join(ROOT, folder, file));
}

function libOf(file) {
  return path.relative(ROOT, file).split(path.sep)[1];
}

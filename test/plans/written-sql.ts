import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'sql-formatter';
import { UNNAMED } from './heard-plans.js';
import { namedStatements } from './named-statements.js';
import { isAmong } from './plan-bounds.js';

const SQL = path.resolve(import.meta.dirname, '../../sql');
/** Of a statement that is put together for each request, the first few texts stand for the others. */
const MAX_TEXTS = 3;

/** Run only when a batch of a purge ends within a table, which depends on how the rows lie: not written out. */
const SOMETIMES = /^retention\.purge-.*-up-to$/;

type Texts = ReadonlyMap<string, ReadonlySet<string>>;

/** Replaces `sql/` by what the statements are now: `<lib>/<name>.sql`. */
export async function writeSql(texts: Texts): Promise<void> {
  await rm(SQL, { recursive: true, force: true });
  for (const [file, content] of await filesOf(texts)) {
    await mkdir(path.dirname(path.join(SQL, file)), { recursive: true });
    await writeFile(path.join(SQL, file), content);
  }
}

/** The files of `sql/` that are not as they would be written now. */
export async function differences(texts: Texts): Promise<string[]> {
  const wanted = await filesOf(texts);
  const found = (await readdir(SQL, { recursive: true })).filter((file) => file.endsWith('.sql'));
  const stale = found.filter((file) => !wanted.has(file));
  const changed = await Promise.all(
    [...wanted].map(async ([file, content]) => {
      const written = await readFile(path.join(SQL, file), 'utf8').catch(() => undefined);
      return written === content ? [] : [file];
    }),
  );
  return [...stale, ...changed.flat()];
}

async function filesOf(texts: Texts): Promise<ReadonlyMap<string, string>> {
  const libs = [...(await namedStatements())];
  const files = [...texts].flatMap(([name, versions]) => {
    const lib = libs.find(([pattern]) => isAmong([pattern], name))?.[1];
    if (name === UNNAMED || lib === undefined || SOMETIMES.test(name)) return [];
    const written = [...versions].slice(0, MAX_TEXTS).map(formatted);
    return [[path.join(lib, `${name}.sql`), written.join('\n-- or\n\n')] as const];
  });
  return new Map(files);
}

function formatted(text: string): string {
  return `${format(text, { language: 'postgresql', expressionWidth: 100 })}\n`;
}

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const LIBS = path.resolve(import.meta.dirname, '../../libs');

/** The names of the statements in the source; one that ends with `*` is made of more parts. */
export async function namedStatements(): Promise<Set<string>> {
  const files = (await readdir(LIBS, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !/\.spec\.ts$|^client\/|\/operations\//.test(file),
  );
  const sources = await Promise.all(files.map((file) => readFile(path.join(LIBS, file), 'utf8')));
  return new Set(sources.flatMap((source) => source.split('\n')).flatMap(namesIn));
}

/** Statements are named on the line that says `name`, or on those after it that a longer one is broken into. */
function namesIn(line: string): string[] {
  if (!/\bname\b/.test(line)) return [];
  return [...line.matchAll(/(['`])([a-z][a-z-]*\.[a-z-]+)(\$\{|\1)/g)].map(
    ([, , name = '', end]) => name + (end === '${' ? '*' : ''),
  );
}

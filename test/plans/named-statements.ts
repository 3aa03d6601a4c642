import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const LIBS = path.resolve(import.meta.dirname, '../../libs');

/** The names of the statements in the source, each with its lib; one that ends with `*` is made of more parts. */
export async function namedStatements(): Promise<Map<string, string>> {
  const files = (await readdir(LIBS, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !/\.spec\.ts$|^client\/|\/operations\//.test(file),
  );
  const named = files.map(async (file) => {
    const lines = (await readFile(path.join(LIBS, file), 'utf8')).split('\n');
    return lines.flatMap(namesIn).map((name) => [name, file.split(path.sep)[0]!] as const);
  });
  return new Map((await Promise.all(named)).flat());
}

/** Statements are named on the line that says `name`, or on those after it that a longer one is broken into. */
function namesIn(line: string): string[] {
  if (!/\bname\b/.test(line)) return [];
  return [...line.matchAll(/(['`])([a-z][a-z-]*\.[a-z-]+)(\$\{|\1)/g)].map(
    ([, , name = '', end]) => name + (end === '${' ? '*' : ''),
  );
}

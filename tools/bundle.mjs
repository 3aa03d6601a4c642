// Makes dist/bundle/ of the compiled programs and their packages, which main.js and run.mjs load instead of them. Each program
// that compiles dist/ again takes it away, so that a bundle is never older than what it is made of.
import { existsSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const DIST = path.join(import.meta.dirname, '../dist');
const BUNDLE = path.join(DIST, 'bundle');
/** What is bundled: the names of the files in the bundle by the programs. */
const NAMES = new Map([
  ['apps/api/src/serve', 'serve'],
  ['apps/api/src/token', 'token'],
  ['apps/api/src/admin', 'admin'],
  ['apps/api/src/migrate', 'migrate'],
  ['apps/worker/src/main', 'worker'],
]);
const MAP = /^\/\/# sourceMappingURL=.*$/gm;

/** @param folder beside dist/apps, since what is bundled finds other files of dist/ from there */
export async function bundle(folder = BUNDLE) {
  if (existsSync(path.join(folder, 'serve.js'))) return;
  const unfinished = `${folder}.${process.pid}`;
  const { rolldown } = await import('rolldown');
  const input = Object.fromEntries([...NAMES].map(([program, name]) => [name, path.join(DIST, `${program}.js`)]));
  // Packages ask for others that may be missing, and do without.
  const made = await rolldown({ input, platform: 'node', plugins: [compiled(folder)], logLevel: 'silent' });
  await made.write({
    dir: unfinished,
    format: 'esm',
    sourcemap: true,
    // Names of classes are those of schemas in the OpenAPI document, and of migrations.
    keepNames: true,
    // V8 keeps a source with other characters in two bytes each, and one chunk has stop words of fifty languages.
    charset: 'ascii',
    comments: false,
  });
  renameSync(unfinished, folder);
}

/** The file of a program in the bundle, if it is there. */
export function bundled(program) {
  const file = NAMES.has(program) && path.join(BUNDLE, `${NAMES.get(program)}.js`);
  return file && existsSync(file) ? file : undefined;
}

/** Traces show our TypeScript; of packages there is nothing to show. Our files find their neighbours from where they were. */
function compiled(folder) {
  return {
    name: 'compiled',
    async load(file) {
      if (!/^[^\0]*\.[cm]?js$/.test(file)) return undefined;
      const code = (await readFile(file, 'utf8')).replace(MAP, '');
      if (!file.startsWith(DIST)) return { code, map: { mappings: '' } };
      const map = JSON.parse(await readFile(`${file}.map`, 'utf8'));
      return { code: placed(code, path.relative(folder, file)), map };
    },
  };
}

/** In as many lines, so that the map holds. */
function placed(code, file) {
  const from = (place) => JSON.stringify(place.replaceAll(path.sep, '/'));
  return code
    .replaceAll('import.meta.url', `new URL(${from(file)}, import.meta.url).href`)
    .replaceAll('import.meta.dirname', `(import.meta.dirname + '/' + ${from(path.dirname(file))})`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await bundle(process.argv[2]);

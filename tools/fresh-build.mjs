// Makes dist/ what `nest build` would make of the sources as they are, without its check of types: for `npm start` and
// tests. It makes no difference who wrote dist/ last: nest build, nest start --watch, or this. What is fresh is told by
// content, not by dates.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');
const SETTINGS = ['tsconfig.json', 'node_modules/typescript/package.json', 'tools/typescript.mjs'];
/** As nest-cli.json has them: whole folders. */
const ASSETS = JSON.parse(read('nest-cli.json')).compilerOptions.assets.map((glob) =>
  path.join('apps/api/src', path.dirname(glob)),
);
const STATE = 'dist/.compiled.json';
const DECORATED = /^\s*@[A-Z]/m;
/** What the metadata of a decorated file elsewhere may follow from. */
const TYPES = /^export (?:declare )?(?:const )?(?:type|enum) [^]*?(?:;$|^\})/gm;
const NO_TYPES = typesHash('');

/** Compiles what dist/ lacks, and takes out what has no source any more. @throws Error for what is no TypeScript */
export default async function freshBuild() {
  const settings = hash(SETTINGS.map(read).join('\n'));
  const sources = new Map(sourceFiles().map((file) => [file, read(file)]));
  const state = existsSync(at(STATE)) ? JSON.parse(read(STATE)) : {};
  const known = state.settings === settings ? state.files : {};
  const isFresh = ([file, text]) => known[file]?.source === hash(text) && known[file].output === outputHash(file);
  const stale = [...sources].filter((source) => !isFresh(source));
  if (stale.length > 0) rmSync(at('dist/bundle'), { recursive: true, force: true });
  if (stale.length > 0) await compile(sources, stale, known);
  const assets = ASSETS.flatMap(filesIn);
  for (const file of assets) replace(`dist/${file}`, read(file));
  removeAllBut(new Set([...[...sources.keys()].flatMap(outputsOf), ...assets.map((file) => `dist/${file}`)]));
  if (stale.length > 0) replace(STATE, JSON.stringify({ settings, files: stateOf(sources) }));
}

async function compile(sources, stale, known) {
  const { emitted, transpiled } = await import('./typescript.mjs');
  const isAlone = ([file, text]) => !DECORATED.test(text) && (known[file]?.types ?? NO_TYPES) === typesHash(text);
  if (Object.keys(known).length > 0 && stale.every(isAlone)) {
    for (const [file, text] of stale) {
      const [code, map] = transpiled(text, file);
      const [output, outputMap] = outputsOf(file);
      const origin = path.relative(path.dirname(output), file).replaceAll(path.sep, '/');
      replace(output, code);
      replace(outputMap, JSON.stringify({ ...JSON.parse(map), sources: [origin] }));
    }
    return;
  }
  const changed = new Set(stale.map(([file]) => file));
  const wanted = [...sources].filter(([file, text]) => changed.has(file) || DECORATED.test(text));
  const names = wanted.map(([file]) => file);
  emitted([...sources.keys()], names, (file, text) => replace(path.relative(ROOT, file), text));
}

function sourceFiles() {
  const files = [...filesIn('apps'), ...filesIn('libs')];
  return files.filter(
    (file) => file.endsWith('.ts') && !/\.(spec|d)\.ts$|^apps.web.|^libs.client.examples./.test(file),
  );
}

function stateOf(sources) {
  const stateOfFile = ([file, text]) => [
    file,
    { source: hash(text), output: outputHash(file), types: typesHash(text) },
  ];
  return Object.fromEntries([...sources].map(stateOfFile));
}

function outputsOf(file) {
  const output = `dist/${file.replace(/ts$/, 'js')}`;
  return [output, `${output}.map`];
}

function outputHash(file) {
  const outputs = outputsOf(file);
  return outputs.every((output) => existsSync(at(output))) ? hash(outputs.map(read).join('\n')) : undefined;
}

function removeAllBut(outputs) {
  for (const file of [...filesIn('dist/apps'), ...filesIn('dist/libs')]) if (!outputs.has(file)) rmSync(at(file));
}

/** At once, so that a process which reads the file meanwhile gets it whole; and only when it differs. */
function replace(file, text) {
  if (existsSync(at(file)) && read(file) === text) return;
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(`${file}.${process.pid}`), text);
  renameSync(at(`${file}.${process.pid}`), at(file));
}

function filesIn(folder) {
  if (!existsSync(at(folder))) return [];
  const entries = readdirSync(at(folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(ROOT, path.join(parentPath, name)));
}

function read(file) {
  return readFileSync(at(file), 'utf8');
}

function at(file) {
  return path.join(ROOT, file);
}

function typesHash(text) {
  return hash((text.match(TYPES) ?? []).join('\n'));
}

function hash(text) {
  return createHash('sha256').update(text).digest('base64');
}

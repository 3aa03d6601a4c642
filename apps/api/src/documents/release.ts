import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { breakingChanges, mayBreak } from './breaking-changes.js';
import { unannouncedChanges } from './unannounced-changes.js';

const CURRENT = 'apps/api/openapi.json';
const RELEASED = 'apps/api/openapi.released.json';

type Document = Parameters<typeof unannouncedChanges>[1];

/** Keeps the document as the released one of its version; with `--check` compares it with the one that was. */
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const current = await readFile(CURRENT, 'utf8');
const released = await readFile(RELEASED, 'utf8').catch(absent);
if (values.check) await check();
else await release();

async function check(): Promise<void> {
  if (released === undefined) return fail(`There is no ${RELEASED} yet: run npm run openapi:release.`);
  const [before, after] = [parse(released), parse(current)];
  const changes = breakingChanges(before, after);
  for (const { place, what, why } of changes) process.stderr.write(`${place}: ${what} (${why})\n`);
  if (changes.length > 0 && !mayBreak(before.info.version, after.info.version))
    fail(`${changes.length} breaking changes since ${before.info.version}, and the version is ${after.info.version}.`);
  const changelog = await readFile('CHANGELOG.md', 'utf8');
  const unannounced = unannouncedChanges(changes, before, after.info.version, changelog);
  if (unannounced.length > 0)
    fail(`CHANGELOG.md does not name what breaks in ${after.info.version}: ${unannounced.join(', ')}.`);
}

async function release(): Promise<void> {
  const { version } = parse(current).info;
  if (released !== undefined && released !== current && parse(released).info.version === version)
    return fail(`${version} was released with another document: raise the version in package.json first.`);
  await writeFile(RELEASED, current);
}

function parse(text: string): Document {
  return JSON.parse(text) as Document;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

// With TEST_COVERAGE=<folder>: which lines of dist/libs the specs run, in V8's own format, for `c8 report`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env['TEST_COVERAGE'];
const LIBS = pathToFileURL(path.join(import.meta.dirname, '../../dist/libs/')).href;

const session = folder ? new Session() : undefined;
if (session) {
  mkdirSync(folder, { recursive: true });
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}
const met = new Set();
let dumps = 0;

/** After each file: a worker that has grown too large, or that has waited for nothing long enough, is killed. */
export function keepCoverage() {
  session?.post('Profiler.takePreciseCoverage', (error, coverage) => {
    if (error) throw error;
    const result = coverage.result.filter(({ url }) => url.startsWith(LIBS));
    writeFileSync(path.join(folder, `${process.pid}-${dumps++}.json`), JSON.stringify({ result: result.map(whatRan) }));
  });
}

// All functions of a script when it is first met, and after that what has run since.
function whatRan(script) {
  if (!met.has(script.url)) return met.add(script.url) && script;
  return { ...script, functions: script.functions.filter(({ ranges }) => ranges.some(({ count }) => count > 0)) };
}

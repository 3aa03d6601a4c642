// npm run bench -- NAME [options]: what takes minutes to hours. Benchmarks measure, the long runs look for faults.
import { build, chosen, node, programOf } from './commands.mjs';

const HOUR_MS = 3_600_000;

const bench =
  (name) =>
  (...options) =>
    node(`test/bench/${name}.mjs`, ...options);
const longRun =
  (folder) =>
  (...options) =>
    node(
      programOf('jest'),
      `--testMatch=**/test/${folder}/*.run.ts`,
      `--testTimeout=${HOUR_MS}`,
      '--runInBand',
      ...options,
    );

const RUNS = {
  speed: bench('speed'),
  live: bench('live'),
  export: bench('export-memory'),
  extraction: bench('extraction'),
  retrieval: bench('retrieval'),
  'retrieval-scale': bench('retrieval-scale'),
  chaos: longRun('chaos'),
  faults: longRun('faults'),
  fuzz: longRun('fuzz'),
  sdks: (...names) => node('test/sdks/run.mjs', ...names),
};

const [name, ...options] = process.argv.slice(2);
const run = chosen(RUNS, name, 'bench');
build();
run(...options);

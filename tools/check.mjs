// npm run check [-- NAME ...]: everything that CI checks besides the tests, or some of it by name.
import { build, chosen, node, programOf } from './commands.mjs';

const CHECKS = {
  format: () => node(programOf('prettier'), '--check', '.'),
  lint: () => node(programOf('oxlint'), '--type-aware', 'apps', 'libs', 'test', 'tools'),
  types: () => {
    for (const project of ['.', 'libs/client/examples', 'apps/web'])
      node(programOf('typescript', 'tsc'), '--noEmit', '-p', project);
  },
  floors: () => node(programOf('dependency-cruiser', 'depcruise'), 'apps', 'libs', 'test'),
  tables: () => node('test/plans/check-tables.mjs'),
  'dead-code': () => node(programOf('knip')),
  openapi: () => {
    build();
    node('dist/apps/api/src/documents/write.js', '--check');
    // No licence has been chosen yet.
    const rules = ['--extends=recommended-strict', '--skip-rule=info-license'];
    node(programOf('@redocly/cli', 'redocly'), 'lint', 'apps/api/openapi.json', ...rules);
    node(
      programOf('@stoplight/spectral-cli', 'spectral'),
      'lint',
      '--fail-severity=hint',
      '--ruleset=test/contract/spectral.yaml',
      'apps/api/openapi.json',
    );
  },
  breaking: () => node('tools/run.mjs', 'apps/api/src/documents/release', '--check'),
  sdk: () => node('tools/sdk.mjs', 'types', '--check'),
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CHECKS);
for (const name of names) {
  const check = chosen(CHECKS, name, 'check');
  const began = performance.now();
  check();
  process.stdout.write(`check ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

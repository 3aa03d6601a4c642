// npm run worker, token, admin, migrate: runs a program from the bundle if there is one, else from dist/, which is built first
// when it was never built.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundled } from './bundle.mjs';

const root = path.join(import.meta.dirname, '..');
const [program = ''] = process.argv.splice(2, 1);
const file = path.join(root, 'dist', `${program}.js`);

if (!existsSync(file)) {
  const { default: freshBuild } = await import('./fresh-build.mjs');
  await freshBuild();
}
await import(pathToFileURL(bundled(program) ?? file).href);

// npm run worker, npm run token, npm run admin: runs a program out of dist/, bundled if it can be had, and has it built first
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

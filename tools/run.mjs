// npm run worker, npm run token, npm run admin: runs a program out of dist/, and has it built first when it was never built.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.join(import.meta.dirname, '..');
const [program = ''] = process.argv.splice(2, 1);
const file = path.join(root, 'dist', `${program}.js`);

if (!existsSync(file)) {
  const { default: freshBuild } = await import('./fresh-build.mjs');
  await freshBuild();
}
await import(pathToFileURL(file).href);

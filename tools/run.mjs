// npm run worker, npm run token, npm run admin: runs a program out of dist/, and has it built first when it was never built.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.join(import.meta.dirname, '..');
const [program = ''] = process.argv.splice(2, 1);
const file = path.join(root, 'dist', `${program}.js`);

if (!existsSync(file)) {
  const nest = path.join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  // What is built is said on stderr: the output of `npm run --silent token` is a token and nothing else.
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
await import(pathToFileURL(file).href);

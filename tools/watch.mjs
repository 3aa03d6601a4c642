// npm run test:watch [-- FILE ...]: runs specs again when a source changes; without names, the spec that was changed, or
// those beside and of the same name.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, watch } from 'node:fs';
import path from 'node:path';
import { programOf } from './commands.mjs';

const root = path.join(import.meta.dirname, '..');
const QUIET_MS = 100;
const named = process.argv.slice(2);

let changed = new Set();
let running;
let timer;

for (const folder of ['apps', 'libs', 'test'])
  watch(path.join(root, folder), { recursive: true }, (_event, file) => {
    if (file?.endsWith('.ts') || file?.endsWith('.mjs')) note(`${folder}/${file.replaceAll(path.sep, '/')}`);
  });
process.stdout.write(`Waiting for changes in apps, libs and test${named.map((name) => ` for ${name}`).join('')}.\n`);
if (named.length > 0) run(named);

function note(file) {
  changed.add(file);
  clearTimeout(timer);
  timer = setTimeout(start, QUIET_MS);
}

function start() {
  if (running) return;
  const files = [...changed];
  changed = new Set();
  const specs = named.length > 0 ? named : [...new Set(files.flatMap(specsOf))];
  if (specs.length > 0) run(specs);
  else process.stdout.write(`No spec beside ${files.join(', ')}.\n`);
}

function run(specs) {
  running = spawn(process.execPath, [programOf('jest'), ...specs], { cwd: root, stdio: ['ignore', 1, 2] });
  running.on('exit', () => {
    running = undefined;
    if (changed.size > 0) start();
  });
}

/** The file itself, or `message-rule.spec.ts` for `message-rule.ts`, or every spec of its folder. */
function specsOf(file) {
  if (file.endsWith('.spec.ts')) return existsSync(path.join(root, file)) ? [file] : [];
  const beside = file.replace(/\.\w+$/, '.spec.ts');
  if (existsSync(path.join(root, beside))) return [beside];
  const folder = path.dirname(file);
  if (!existsSync(path.join(root, folder))) return [];
  const specs = readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.spec.ts'));
  return specs.map((name) => `${folder}/${name}`);
}

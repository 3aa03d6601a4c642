// Runs other programs for the commands of package.json; none of it needs a shell.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** The file of a package that `npx <name>` would run, e.g. `@nestjs/cli` and `nest`. */
export function programOf(packageName, name = packageName) {
  const manifest = path.join(root, 'node_modules', packageName, 'package.json');
  const { bin } = createRequire(import.meta.url)(manifest);
  return path.join(path.dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
}

/** Runs Node with these arguments in the repository, and ends this process with its code when it fails. */
export function node(...argv) {
  const { status, error } = spawnSync(process.execPath, argv, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

export function build() {
  node(programOf('@nestjs/cli', 'nest'), 'build');
}

/** The entry of a table by the name that somebody gave; ends the process and shows all names when it has none. */
export function chosen(table, name, command) {
  if (Object.hasOwn(table, name)) return table[name];
  process.stderr.write(`Usage: npm run ${command} -- ${Object.keys(table).join(' | ')}\n`);
  process.exit(2);
}

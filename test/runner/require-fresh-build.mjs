import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

/** Tests run what `nest build` made. @throws Error when the source has changed since, or nothing was built */
export function requireFreshBuild() {
  const built = statSync(path.join(ROOT, 'dist/apps/api/src/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const changed = ['apps', 'libs'].flatMap(sources).find((file) => statSync(file).mtimeMs > built);
  if (changed) throw new Error(`${path.relative(ROOT, changed)} is newer than dist/: run npx nest build, or npm test`);
}

function sources(folder) {
  const files = readdirSync(path.join(ROOT, folder), { recursive: true }).map((file) => path.join(ROOT, folder, file));
  return files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
}

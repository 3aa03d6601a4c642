// Builds the page of apps/web into apps/web/dist, but only when what it is made of has changed since: told by content.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.join(import.meta.dirname, '..');
const WEB = path.join(ROOT, 'apps/web');
const STATE = path.join(WEB, 'dist/.sources');
const PACKAGES = ['react-dom', 'vite'];

/** @throws Error for what does not compile */
export async function buildPage() {
  const sources = sourcesHash();
  if (existsSync(STATE) && readFileSync(STATE, 'utf8') === sources) return;
  const { build } = await import('vite');
  // Whoever builds, a test too: React has another form for development, twice as large.
  process.env.NODE_ENV = 'production';
  await build({ configFile: path.join(WEB, 'vite.config.ts'), logLevel: 'warn', build: { emptyOutDir: true } });
  writeFileSync(STATE, sources);
}

function sourcesHash() {
  const files = [
    ...['index.html', 'vite.config.ts'].map((file) => path.join(WEB, file)),
    ...PACKAGES.map((name) => path.join(ROOT, 'node_modules', name, 'package.json')),
    ...filesIn(path.join(WEB, 'src')),
    ...filesIn(path.join(ROOT, 'libs/client/src')).filter((file) => !file.endsWith('.spec.ts')),
  ];
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${path.relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildPage();

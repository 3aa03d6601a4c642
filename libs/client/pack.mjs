// Packs the library as chat-system-client-<version>.tgz: compiled, with its declarations, and nothing else of this repository.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;
const root = path.join(here, '../..');
const target = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const manifest = {
  name: 'chat-system-client',
  version,
  description: 'Client library of the Chat System API, for browsers and Node.js',
  license: 'UNLICENSED',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20' },
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './react': { types: './dist/react/index.d.ts', default: './dist/react/index.js' },
    './ai-sdk': { types: './dist/ai-sdk/index.d.ts', default: './dist/ai-sdk/index.js' },
  },
  peerDependencies: { ai: '^6.0.0', react: '>=18' },
  peerDependenciesMeta: { ai: { optional: true }, react: { optional: true } },
  files: ['dist'],
};

const folder = mkdtempSync(path.join(tmpdir(), 'chat-system-client-'));
try {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', here, '--outDir', path.join(folder, 'dist')], { stdio: 'inherit' });
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(path.join(here, 'README.md'), path.join(folder, 'README.md'));
  mkdirSync(target, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', target], { cwd: folder, stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true });
}

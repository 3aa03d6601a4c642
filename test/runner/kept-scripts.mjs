// What was made of the TypeScript of tests, kept by content: without it every worker would compile all of it again, and load
// the compiler for that.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'node_modules/.cache/test-scripts');
const SETTINGS = ['tsconfig.json', 'node_modules/typescript/package.json', 'tools/typescript.mjs'];
const settings = SETTINGS.map((file) => readFileSync(path.join(ROOT, file), 'utf8')).join('\n');

/** @returns JavaScript with its source map inside */
export async function scriptOf(fileName, text) {
  const key = createHash('sha256').update(`${settings}\n${fileName}\n${text}`).digest('hex');
  const kept = path.join(FOLDER, `${key}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const { transpiled } = await import('../../tools/typescript.mjs');
  const [script] = transpiled(text, fileName, { sourceMap: false, inlineSourceMap: true, outDir: undefined });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, script);
  renameSync(`${kept}.${process.pid}`, kept);
  return script;
}

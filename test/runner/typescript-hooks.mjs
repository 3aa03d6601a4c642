// Module hooks (https://nodejs.org/api/module.html#customization-hooks): Node runs the TypeScript of tests.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { scriptOf } from './kept-scripts.mjs';

const ROOT = new URL('../../', import.meta.url);

/** Tests import the application as its source does; what runs is what `freshBuild` made of it. */
export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals')
    return { url: new URL('jest-globals.mjs', import.meta.url).href, shortCircuit: true };
  // The name under which libs/client is packed, for samples that are written as its users would.
  if (specifier === 'chat-system-client')
    return { url: new URL('dist/libs/client/src/index.js', ROOT).href, shortCircuit: true };
  if (!context.parentURL?.endsWith('.ts') || !/^\.{1,2}\/.*\.js$/.test(specifier)) return next(specifier, context);
  const url = new URL(specifier, context.parentURL).href;
  const path = url.slice(ROOT.href.length);
  if (/^(apps|libs)\//.test(path)) return { url: new URL(`dist/${path}`, ROOT).href, shortCircuit: true };
  return { url: url.replace(/\.js$/, '.ts'), shortCircuit: true };
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const fileName = fileURLToPath(url);
  return { format: 'module', source: await scriptOf(fileName, await readFile(fileName, 'utf8')), shortCircuit: true };
}

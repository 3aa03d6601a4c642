// Module hooks (https://nodejs.org/api/module.html#customization-hooks): Node runs the TypeScript of tests.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = new URL('../../', import.meta.url);
const { config } = ts.readConfigFile(fileURLToPath(new URL('tsconfig.json', ROOT)), (file) => ts.sys.readFile(file));
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, fileURLToPath(ROOT));
const compilerOptions = {
  ...options,
  module: ts.ModuleKind.ESNext,
  // `outDir` would make the sources of maps relative to it.
  outDir: undefined,
  sourceMap: false,
  inlineSourceMap: true,
};

/** Tests import the application as its source does; what runs is what `nest build` made of it. */
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
  const { outputText } = ts.transpileModule(await readFile(fileName, 'utf8'), { fileName, compilerOptions });
  return { format: 'module', source: outputText, shortCircuit: true };
}

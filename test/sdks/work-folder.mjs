import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { succeed } from './command.mjs';

const HERE = import.meta.dirname;
const ROOT = path.join(HERE, '../..');
const SHARED = ['scenario.ts', 'nine-operations.ts', 'spoken-adapter.ts'];
const NPM = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Where everything is installed, generated and run, outside of the repository: `SDKS_FOLDER`, which is kept, or a new one. */
export async function openWorkFolder() {
  const kept = process.env['SDKS_FOLDER'];
  const folder = kept === undefined ? await mkdtemp(path.join(tmpdir(), 'chat-sdks-')) : path.resolve(kept);
  await mkdir(folder, { recursive: true });
  for (const file of SHARED) await cp(path.join(HERE, file), path.join(folder, file));
  for (const file of ['package.json', 'package-lock.json']) await cp(path.join(HERE, file), path.join(folder, file));
  const isInstalled = await stat(path.join(folder, 'node_modules')).then(
    () => true,
    () => false,
  );
  if (!isInstalled) await succeed('npm', ['ci', '--ignore-scripts', ...NPM], { cwd: folder, seconds: 600 });
  return { folder, close: () => (kept === undefined ? rm(folder, { recursive: true }) : undefined) };
}

/** An SDK's own folder: the document, its adapter, and whatever else is named after it. */
export async function openSdkFolder(work, { name, files }) {
  const folder = path.join(work, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const document = process.env['SDKS_DOCUMENT'] ?? path.join(ROOT, 'apps/api/openapi.json');
  await cp(document, path.join(folder, 'openapi.json'));
  await cp(path.join(HERE, 'main.ts'), path.join(folder, 'main.ts'));
  await cp(path.join(HERE, 'adapters', `${name}.ts`), path.join(folder, 'adapter.ts'));
  const more = path.join(HERE, name);
  if (
    await stat(more).then(
      () => true,
      () => false,
    )
  )
    await cp(more, folder, { recursive: true });
  for (const { file, text } of files) await writeFile(path.join(folder, file), text);
  return folder;
}

/** Our own client as its users get it: packed, and installed without a network. */
export async function installOwnClient(folder) {
  await succeed(process.execPath, [path.join(ROOT, 'libs/client/pack.mjs'), folder]);
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await succeed('npm', ['install', `./${tarball}`, '--offline', ...NPM], { cwd: folder });
  const manifest = path.join(folder, 'node_modules/chat-system-client/package.json');
  return JSON.parse(await readFile(manifest, 'utf8')).version;
}

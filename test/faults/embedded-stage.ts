import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#libs/embedded';
import { type Installation, launchCluster } from '../../libs/embedded/src/embedded-postgres.js';
import type { ServerOptions } from '../../libs/embedded/src/server-settings.js';
import { stopHolders } from './postgres-holder.js';

const throwaway: ServerOptions = { throwaway: true };

/** Folders that every user can enter, and servers in this process; all gone after the tests. */
export function setUpStage() {
  let base: string;
  const running: EmbeddedPostgres[] = [];
  const keep = async (starting: Promise<EmbeddedPostgres>) => {
    const postgres = await starting;
    running.push(postgres);
    return postgres;
  };

  beforeAll(async () => {
    base = await mkdtemp(path.join(os.tmpdir(), 'embedded postgres – данные 数据 '));
    await chmod(base, 0o755);
  });
  afterEach(() => Promise.all([...running.splice(0).map((postgres) => postgres.stop()), stopHolders()]));
  afterAll(() => rm(base, { recursive: true, force: true }));

  return {
    newFolder: () => mkdtemp(path.join(base, 'ein Ordner für ')),
    start: (directory: string, options = throwaway) => keep(startEmbeddedPostgres(directory, options)),
    launch: (directory: string, installation: Installation) => keep(launchCluster(directory, throwaway, installation)),
  };
}

import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { findProcess } from './process-table.js';

const claimName = /^owner-(\d+)-(.*)$/;

/**
 * One process at a time may use a directory: a second one would take the first one's server for an orphan and stop it.
 * The claim is an empty file whose name says everything, so it exists completely or not at all; kill -9 leaves a claim
 * that no living process matches. Each start writes its claim first and then looks for others, so two starts at once
 * cannot both continue. Processes in other containers on the same volume are not seen.
 * @returns a function that removes the claim
 */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const own = `owner-${process.pid}-${(await findProcess(process.pid))?.mark ?? ''}`;
  await putDown(directory, own);
  const release = () => rm(path.join(directory, own), { force: true });
  try {
    await refuseSecond(directory, own);
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}

async function putDown(directory: string, claim: string): Promise<void> {
  try {
    await writeFile(path.join(directory, claim), '', { flag: 'wx' });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? inUse(directory, process.pid) : error;
  }
}

async function refuseSecond(directory: string, own: string): Promise<void> {
  for (const claim of await readdir(directory)) {
    const [, pid, mark] = claimName.exec(claim) ?? [];
    if (!pid || claim === own) continue;
    if (await isHeld(Number(pid), mark ?? '')) throw inUse(directory, Number(pid));
    await rm(path.join(directory, claim), { force: true });
  }
}

/** Whether another process uses the directory. */
export async function isClaimed(directory: string): Promise<boolean> {
  for (const claim of await readdir(directory)) {
    const [, pid, mark] = claimName.exec(claim) ?? [];
    if (pid && Number(pid) !== process.pid && (await isHeld(Number(pid), mark ?? ''))) return true;
  }
  return false;
}

async function isHeld(pid: number, mark: string): Promise<boolean> {
  const holder = await findProcess(pid);
  return holder !== undefined && (holder.mark === mark || !holder.mark || !mark);
}

function inUse(directory: string, pid: number): EmbeddedPostgresError {
  const holder = pid === process.pid ? 'this very process' : `process ${pid}`;
  return new EmbeddedPostgresError(
    `${directory} is in use by ${holder}: stop that first, or choose another folder, or share its server by DATABASE_URL.`,
  );
}

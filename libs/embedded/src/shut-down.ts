import { setTimeout as delay } from 'node:timers/promises';

export interface Stoppable {
  kill(signal: NodeJS.Signals): void;
  isGone(): boolean | Promise<boolean>;
}

/** How long to wait after each signal, in milliseconds. */
export interface Patience {
  fast: number;
  immediate: number;
}

export const usualPatience: Patience = { fast: 30_000, immediate: 10_000 };

/**
 * A "fast" shutdown disconnects clients and writes a checkpoint. An "immediate" one and SIGKILL skip the checkpoint, so
 * the next start recovers. None of them loses commits.
 */
export async function shutDown(server: Stoppable, patience: Patience = usualPatience): Promise<void> {
  server.kill('SIGINT');
  if (await isGoneWithin(patience.fast, server)) return;
  server.kill('SIGQUIT');
  if (await isGoneWithin(patience.immediate, server)) return;
  server.kill('SIGKILL');
  await isGoneWithin(5_000, server);
}

async function isGoneWithin(limit: number, server: Stoppable): Promise<boolean> {
  const deadline = performance.now() + limit;
  while (!(await server.isGone())) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

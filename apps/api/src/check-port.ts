import { once } from 'node:events';
import { connect } from 'node:net';
import type { Settings } from '#libs/config';

const ANSWERS_WITHIN_MS = 1_000;

/**
 * Finds out that the port is taken before a database is made and started. It connects instead of listening: a listener
 * that closes at once resets the connection of a proxy that tries a restarting server again and again.
 * @throws Error with the code EADDRINUSE
 */
export async function checkPort({ PORT, HOST }: Pick<Settings, 'PORT' | 'HOST'>): Promise<void> {
  if (PORT === 0) return;
  const probe = connect({ port: PORT, host: HOST });
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  const isTaken = await once(probe, 'connect', { signal }).then(
    // A connection may take the very port that it calls as its own.
    () => probe.localPort !== PORT,
    () => false,
  );
  probe.on('error', () => undefined).destroy();
  if (isTaken) throw Object.assign(new Error(`port ${PORT} is taken`), { code: 'EADDRINUSE', port: PORT });
}

import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Settings } from '#libs/config';

/** Finds out that the port is taken before a database is made and started. @throws Error of `listen`, e.g. EADDRINUSE */
export async function checkPort({ PORT, HOST }: Pick<Settings, 'PORT' | 'HOST'>): Promise<void> {
  if (PORT === 0) return;
  const probe = createServer().listen(PORT, HOST);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

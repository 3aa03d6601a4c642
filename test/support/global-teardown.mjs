import { rmSync } from 'node:fs';

export default async function globalTeardown() {
  const { directory, postgres } = globalThis.testPostgres;
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

import { SettingsError } from '#libs/config';
import { EmbeddedPostgresError } from '#libs/embedded';

/** Says why the service does not start, in words to act on where there are any, and ends the process. */
export function failStart(error: unknown): never {
  process.stderr.write(`The service does not start.\n${reasonOf(error)}\n`);
  process.exit(1);
}

/** Why something failed, in words to act on where there are any. */
export function reasonOf(error: unknown): string {
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken; set PORT to a free one.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return 'Nothing answers at DATABASE_URL.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

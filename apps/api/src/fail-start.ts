import { SettingsError } from '#libs/config';
import { EmbeddedPostgresError } from '#libs/embedded';

/** Says why a program cannot begin its work, in words to act on where there are any, and ends the process. */
export function failStart(error: unknown, what = 'The service does not start.'): never {
  process.stderr.write(`${what}\n${reasonOf(error)}\n`);
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

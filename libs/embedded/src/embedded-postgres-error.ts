/** What went wrong and what its user can do about it; the server's own log lines are in the message where there are any. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** A launch touches files and processes in many places; whoever started it should have to know one error only. */
export function toEmbeddedPostgresError(directory: string, error: unknown): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  return new EmbeddedPostgresError(`The embedded PostgreSQL in ${directory} could not be started: ${String(error)}`, {
    cause: error,
  });
}

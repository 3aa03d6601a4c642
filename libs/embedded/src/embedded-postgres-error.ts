/** What went wrong and what its user can do about it; the server's own log lines are in the message where there are any. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

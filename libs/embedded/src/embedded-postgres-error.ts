/** What went wrong and what the user can do about it, with the server's log lines if there are any. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

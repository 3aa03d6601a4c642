import { Logger } from '@nestjs/common';
import pg from 'pg';
import { loggableError } from '#libs/http';

/** A server that is well closes a connection within this time. */
const END_WITHIN_MS = 1_000;

/**
 * A connection that may break at any moment. pg says so by an `error` event, whoever has the connection then, and
 * without a listener that would end the process. The statement that runs, or the next one, fails and tells its caller.
 */
export class PostgresClient extends pg.Client {
  private readonly logger = new Logger('Database');
  private isBroken = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', (error) => this.broke(error));
  }

  /** Says goodbye. A server that does not answer it, because it hangs, keeps no socket of ours. */
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const limit = setTimeout(() => this.connection.stream.destroy(), END_WITHIN_MS).unref();
    this.once('end', () => clearTimeout(limit));
    return callback === undefined ? super.end() : super.end(callback);
  }

  /** Cuts the socket, also under a running statement. The pool forgets a client that is ending. */
  abandon(): void {
    this.end(() => undefined);
    this.connection.stream.destroy();
  }

  /** pg may say it twice: what went wrong, and that the connection is gone. */
  private broke(error: Error): void {
    if (!this.isBroken) this.logger.warn({ error: loggableError(error) }, 'a connection to the database broke');
    this.isBroken = true;
  }
}

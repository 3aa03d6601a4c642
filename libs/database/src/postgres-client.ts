import { Logger } from '@nestjs/common';
import pg from 'pg';
import { loggableError } from '#libs/http';

/** In ms. A healthy server closes a connection within this time. */
const END_WITHIN_MS = 1_000;

/** One of a pool: see data-source-options.ts. */
export type PooledClient = pg.PoolClient & PostgresClient;

/**
 * A connection that may break at any moment. pg then emits `error`, which ends the process when nobody listens. The
 * running statement, or the next one, fails and tells its caller.
 */
export class PostgresClient extends pg.Client {
  private readonly logger = new Logger('Database');
  private isBroken = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', (error) => this.broke(error));
  }

  /** Closes the connection. When the server hangs and does not answer, the socket is closed all the same. */
  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    const limit = setTimeout(() => this.connection.stream.destroy(), END_WITHIN_MS).unref();
    this.once('end', () => clearTimeout(limit));
    return callback === undefined ? super.end() : super.end(callback);
  }

  /** Destroys the socket, also under a running statement. The pool removes a client that is ending. */
  abandon(): void {
    this.end(() => undefined);
    this.connection.stream.destroy();
  }

  /** pg may emit it twice: for the error, and for the lost connection. */
  private broke(error: Error): void {
    if (!this.isBroken) this.logger.warn({ error: loggableError(error) }, 'a connection to the database broke');
    this.isBroken = true;
  }
}

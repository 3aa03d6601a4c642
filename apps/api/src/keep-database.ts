import { Logger } from '@nestjs/common';
import type { OpenDatabase } from './resources.js';

type Patience = Parameters<NonNullable<OpenDatabase['keepUp']>>[1];

/**
 * Has an embedded PostgreSQL started again when it ends, with its last lines in the log. Ends the process when it
 * cannot be kept up: a service manager knows better what to do about a process that ends than about one that only
 * answers 503.
 */
export function keepDatabase(database: OpenDatabase, patience?: Patience): void {
  const logger = new Logger('EmbeddedPostgres');
  database.keepUp?.(
    {
      crashed: (said) => logger.error({ said }, 'A process of PostgreSQL crashed; it recovers by itself'),
      failed: (how, said) => logger.error({ said }, how),
      recovered: () => logger.log('PostgreSQL accepts connections again'),
      gaveUp: ({ message }) => {
        logger.fatal(message);
        process.stderr.write(`The service ends.\n${message}\n`);
        process.exit(1);
      },
    },
    patience,
  );
}

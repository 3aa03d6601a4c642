import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Drain } from '#libs/http';
import type { OpenDatabase } from './resources.js';

const CLOSE_WITHIN_MS = 1_500;

interface Running {
  readonly app: NestFastifyApplication;
  readonly drain: Drain;
  readonly database: OpenDatabase;
  /** How long, in ms: see Drain. */
  readonly lameDuckMs: number;
  readonly graceMs: number;
}

/** SIGTERM and SIGINT: answer what is in flight, close, stop the embedded database, exit. A second one exits at once. */
export function shutDownOnSignal(running: Running): void {
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    void shutDown(running).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end).on('SIGINT', end);
}

async function shutDown({ app, drain, database, ...patience }: Running): Promise<void> {
  await drain.run(patience);
  // Requests that outlast the grace have been cut off; waiting for them longer would only delay the end.
  await Promise.race([app.close(), sleep(CLOSE_WITHIN_MS)]);
  await database.stop();
}

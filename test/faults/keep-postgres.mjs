// Keeps a cluster up as the service does, but with little patience: node keep-postgres.mjs <directory>
// Says {"url","pid"} in a line.
import { Logger } from '@nestjs/common';
import { startEmbeddedPostgres } from '../../dist/libs/embedded/src/index.js';
import { keepDatabase } from '../../dist/apps/api/src/keep-database.js';

Logger.overrideLogger(false);
const postgres = await startEmbeddedPostgres(process.argv[2], { throwaway: true });
process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
keepDatabase(postgres, { giveUpAfter: 1_000, steady: 60_000, firstPause: 100, longestPause: 400 });
process.stdout.write(`${JSON.stringify({ url: postgres.url, pid: process.pid })}\n`);
// As a service that listens, it has something else to do.
setInterval(() => undefined, 60_000);

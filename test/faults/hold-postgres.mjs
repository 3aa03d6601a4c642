// A process with a cluster, for tests to kill: node hold-postgres.mjs <directory> [options as JSON]
// Says {"url","pid"} or {"error"} in a line; stops the cluster on SIGTERM or when its stdin closes, as it does if the test dies;
// with LET_GO=1 it does nothing more at all.
import { pathToFileURL } from 'node:url';

const compiled = new URL('../../dist/libs/embedded/src/embedded-postgres.js', import.meta.url);
const given = process.env.EMBEDDED_POSTGRES_MODULE;
const { startEmbeddedPostgres } = await import(given ? pathToFileURL(given).href : compiled.href);

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
// What a server does that answers its last requests first.
process.on('SIGINT', () => say({ received: 'SIGINT' }));

try {
  const [directory, options = '{}'] = process.argv.slice(2);
  const postgres = await startEmbeddedPostgres(directory, JSON.parse(options));
  const stop = () => void postgres.stop().then(() => process.exit(0));
  process.on('SIGTERM', stop);
  if (!process.env.LET_GO) process.stdin.on('end', stop).resume();
  say({ url: postgres.url, pid: process.pid });
} catch (error) {
  say({ error: `${error.name}: ${error.message}` });
  process.exit(1);
}

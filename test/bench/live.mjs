// npm run bench -- live [idle fan-out bus every-chat]: what live feeds cost, against bare `ws`, and how long a message takes.
// BENCH_ROUNDS (3) says how often; about 8 minutes a round, more on a busy machine.
import { commitToClient } from './commit-to-client.mjs';
import { everyChat } from './every-chat.mjs';
import { fanOut } from './fan-out.mjs';
import { ROUNDS, say } from './figures.mjs';
import { idleConnections } from './idle-connections.mjs';
import { openFilesAllowed } from './process-figures.mjs';
import { measure } from './children.mjs';
import { startPostgres } from './processes.mjs';

const SIZES = [1_000, 5_000];
const SPARE_FILES = 200;

const parts = process.argv.slice(2);
const wants = (part) => parts.length === 0 || parts.includes(part);

await measure(async () => {
  const files = await openFilesAllowed();
  const sizes = SIZES.filter((size) => size + SPARE_FILES <= files);
  if (sizes.length < SIZES.length)
    say(`A process may open ${files} files here (ulimit -n): larger audiences are left out.`);
  say(`${ROUNDS} rounds, medians. Ratios tell; the numbers are this machine's, as busy as it is.`);
  const { url } = await startPostgres();
  if (wants('idle')) await idleConnections(url, sizes);
  if (wants('fan-out')) await fanOut(url, [1, ...sizes]);
  if (wants('bus')) await commitToClient(url);
  if (wants('every-chat')) await everyChat(url);
});

// A thread beside the one that reads, which may be busy for long. It ends their process where that takes too much memory,
// of which V8's limit on the heap counts no buffers, and where nobody waits for it any longer.

const EVERY_MS = 20;
const MAX_RESIDENT = 512 * 1024 * 1024;

const parent = process.ppid;
setInterval(() => {
  if (process.memoryUsage.rss() > MAX_RESIDENT || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);

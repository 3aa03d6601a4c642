// Everything that is measured runs in a process of its own, and ends with the benchmark.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';

const running = new Set();

/** Whatever must be stopped in the end. */
export function stopLater(stop) {
  running.add(stop);
}

/** Runs a benchmark, and leaves nothing behind. */
export async function measure(work) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stopAll().finally(() => process.exit(1)));
  try {
    await work();
  } finally {
    await stopAll();
  }
}

/** The last first, so that nobody loses what they lean on. */
async function stopAll() {
  for (const stop of [...running].reverse()) await stop();
}

/** What it logs goes nowhere, and what goes wrong to whoever looks on. */
export function start(command, args, environment) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...environment };
  const child = spawn(command, args, { cwd: os.tmpdir(), env, stdio: ['ignore', 'ignore', 'inherit'] });
  return { child, stop: stopper(child) };
}

/** Makes the load. It does one thing at a time, and answers once for each. */
export function startLoad(file) {
  const child = fork(path.join(import.meta.dirname, file));
  const stop = stopper(child);
  const ask = async (question) => {
    child.send(question);
    const ended = new AbortController();
    const end = once(child, 'exit', { signal: ended.signal }).then(() => Promise.reject(new Error(`${file} ended`)));
    try {
      const [answer] = await Promise.race([once(child, 'message'), end]);
      if (answer.failed !== undefined) throw new Error(answer.failed);
      return answer;
    } finally {
      ended.abort();
      await end.catch(() => undefined);
    }
  };
  return { ask, stop };
}

function stopper(child) {
  const stop = async () => {
    running.delete(stop);
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const tooLong = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await exited;
    clearTimeout(tooLong);
  };
  running.add(stop);
  return stop;
}

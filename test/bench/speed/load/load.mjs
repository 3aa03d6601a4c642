// Puts load on a server from a process of its own: wrk where it is installed, or else autocannon.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startLoad, stopLater } from '../../children.mjs';
import { rm } from 'node:fs/promises';

const run = promisify(execFile);

/**
 * @returns {Promise<{ name: string, put: Put }>} `put` sends requests that take turns, over so many connections, each
 *   with one at a time, and resolves to { requests, seconds, p50, p99 } in ms, and how many were `failures`
 */
export async function openLoad() {
  return (await isInstalled()) ? { name: 'wrk', put: wrk() } : { name: 'autocannon', put: autocannon() };
}

async function isInstalled() {
  // It has no command that succeeds without a target.
  return run('wrk', ['--version']).then(
    () => true,
    (error) => error.code !== 'ENOENT',
  );
}

function wrk() {
  const file = path.join(os.tmpdir(), `chat-bench-requests-${process.pid}`);
  stopLater(() => rm(file, { force: true }));
  return async ({ url, connections, seconds, requests }) => {
    await writeFile(file, requests.map((request) => lengthAndBytes(new URL(url).host, request)).join(''));
    const script = path.join(import.meta.dirname, 'wrk.lua');
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url];
    const { stdout } = await run('wrk', args, {
      env: { PATH: process.env.PATH, REQUESTS: file },
      timeout: (seconds + 30) * 1_000,
    });
    const found = JSON.parse(/JSON(\{.*\})/.exec(stdout)[1]);
    return {
      requests: found.requests,
      seconds: found.us / 1e6,
      p50: found.p50 / 1_000,
      p99: found.p99 / 1_000,
      failures: found.failed + found.broken,
    };
  };
}

function lengthAndBytes(host, { method, path: target, headers, body = '' }) {
  const all = { host, ...headers, ...(body !== '' && { 'content-length': Buffer.byteLength(body) }) };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = `${method} ${target} HTTP/1.1\r\n${head.join('')}\r\n${body}`;
  return `${Buffer.byteLength(text)}\n${text}\n`;
}

function autocannon() {
  const load = startLoad('speed/load/autocannon.mjs');
  return (how) => load.ask(how);
}

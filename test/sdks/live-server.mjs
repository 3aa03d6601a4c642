import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { issueToken } from '../../dist/libs/auth/src/index.js';
import { freePort } from '../support/free-port.mjs';

const MAIN = path.join(import.meta.dirname, '../../dist/apps/api/src/main.js');
const SECRET = 'a-secret-of-the-sdk-tests-with-32-bytes-or-more';
const START_SECONDS = 60;

/** The server as an operator runs it, with an embedded PostgreSQL that is thrown away. */
export async function startServer() {
  const data = await mkdtemp(path.join(tmpdir(), 'chat-sdks-data-'));
  // The user that PostgreSQL runs as is another when this is root.
  await chmod(data, 0o755);
  const port = await freePort();
  const environment = { ...process.env, PORT: String(port), DATA_DIR: data, JWT_SECRET: SECRET, LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [MAIN], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

export function tokenOf(userId) {
  return issueToken({ secret: SECRET, subject: userId, isService: false, lifetimeSeconds: 3600 });
}

async function untilReady(url, child) {
  for (let tries = 0; tries < START_SECONDS * 10; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const isReady = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await pause(100);
  }
  throw new Error(`the server was not ready within ${START_SECONDS} s`);
}

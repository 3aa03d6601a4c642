import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const GENERATE = path.join(import.meta.dirname, '../sdks/python-client.mjs');
const GENERATED_WITHIN_MS = 120_000;
const NEEDED = 'import urllib3, six, certifi, dateutil';
/** What npm says when it reaches no registry and has nothing in its cache. */
const NO_REGISTRY = /ENOTFOUND|ENOTCACHED|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT/;

/** Without waiting for a registry that is not there, and with a Java that starts fast. */
const HASTE = {
  npm_config_prefer_offline: 'true',
  npm_config_fetch_retries: '0',
  npm_config_fetch_timeout: '20000',
  JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
};

export interface PythonClient {
  readonly interpreter: string;
  /** For `PYTHONPATH`; its maker removes it. */
  readonly folder: string;
}

/** What `npm run sdk -- python` generates, or which tool for it is not here. */
export async function generatePythonClient(): Promise<PythonClient | { readonly lack: string }> {
  if (!runs('java', ['-version'])) return { lack: 'there is no java on the PATH' };
  const interpreter = ['/usr/bin/python3', 'python3'].find((name) => runs(name, ['-c', NEEDED]));
  if (interpreter === undefined) return { lack: 'there is no python3 with urllib3, six, certifi and dateutil' };
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-python-'));
  try {
    await promisify(execFile)(process.execPath, [GENERATE, folder], {
      env: { ...process.env, ...HASTE },
      timeout: GENERATED_WITHIN_MS,
    });
    return { interpreter, folder };
  } catch (error) {
    await rm(folder, { recursive: true });
    if (NO_REGISTRY.test(String(error))) return { lack: 'npm reaches no registry, and has no generator in its cache' };
    throw error;
  }
}

const runs = (program: string, args: string[]): boolean => spawnSync(program, args, { timeout: 20_000 }).status === 0;

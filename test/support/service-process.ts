import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { serverLog } from '../runner/server-log.mjs';
import { SECRET } from './api-server.js';
import { freePort } from './free-port.mjs';
import { until } from './until.js';

/** A line of the log from `warn` on. */
const WARNING = /^\{"level":[456]0,/;

const MAIN = path.join(import.meta.dirname, '../../dist/apps/api/src/main.js');

/** A folder of its own for each test file that asks. */
export async function newDataFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-service-'));
  // Or, when root runs the tests, the cluster would be kept where the user that it runs as can go.
  await chmod(folder, 0o755);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** `node dist/apps/api/src/main.js`, as an operator runs it, in a separate process. */
export class ServiceProcess {
  stdout = '';
  stderr = '';
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<unknown>;

  /** Resolves when the service is ready. */
  static async start(
    folder: string,
    environment: Record<string, string> = {},
    program = MAIN,
  ): Promise<ServiceProcess> {
    const port = environment['PORT'] ?? String(await freePort());
    const settings = { PORT: port, DATA_DIR: path.join(folder, 'data'), JWT_SECRET: SECRET, ...environment };
    const service = new ServiceProcess(folder, `http://127.0.0.1:${port}`, settings, program);
    try {
      await until(async () => service.exitCode !== null || (await isReady(service.url)));
    } catch (cause) {
      service.signal('SIGKILL');
      throw new Error(`the service is not ready: ${service.stdout}${service.stderr}`, { cause });
    }
    if (service.exitCode !== null) throw new Error(`the service ended: ${service.stderr}`);
    return service;
  }

  /** On a port that the service chooses itself. Resolves when it has said all that it says at its start. */
  static async startAnywhere(folder: string, environment: Record<string, string>): Promise<ServiceProcess> {
    const service = new ServiceProcess(folder, '', { PORT: '0', DATA_DIR: path.join(folder, 'data'), ...environment });
    const lastWords = environment['NODE_ENV'] === 'production' ? '' : 'First call';
    const listening = /Server listening at (http:[^"]+)"/;
    await until(() => listening.test(service.stdout) && service.stdout.includes(lastWords));
    [, service.url = ''] = listening.exec(service.stdout) ?? [];
    return service;
  }

  /** Resolves when the service has ended on its own. */
  static async runToEnd(folder: string, environment: Record<string, string>): Promise<ServiceProcess> {
    const service = new ServiceProcess(folder, '', environment);
    await service.exited();
    return service;
  }

  private constructor(
    folder: string,
    public url: string,
    environment: Record<string, string>,
    program = MAIN,
  ) {
    const { PATH, HOME } = process.env;
    this.child = spawn(process.execPath, [program], { cwd: folder, env: { PATH, HOME, ...environment } });
    this.child.stdout.setEncoding('utf8').on('data', (chunk: string) => (this.stdout += chunk));
    this.child.stderr.setEncoding('utf8').on('data', (chunk: string) => (this.stderr += chunk));
    createInterface(this.child.stderr).on('line', (line) => serverLog.write(line));
    createInterface(this.child.stdout).on('line', (line) => {
      if (WARNING.test(line)) serverLog.write(line);
    });
    // Not 'exit': the last lines may still be in the pipe then.
    this.ended = once(this.child, 'close');
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async exited(): Promise<number | null> {
    await this.ended;
    return this.exitCode;
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM');
    await this.exited();
  }
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SECRET } from './api-server.js';

const MAIN = path.join(import.meta.dirname, '../../dist/apps/api/src/main.js');

/** A folder of its own for each test file that asks. */
export async function newDataFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-service-'));
  // Or, when root runs the tests, the cluster would be kept where the user that it runs as can go.
  await chmod(folder, 0o755);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** `node dist/apps/api/src/main.js`, as an operator runs it, in a process of its own. */
export class ServiceProcess {
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  /** Resolves when the service is ready. */
  static async start(folder: string, environment: Record<string, string> = {}): Promise<ServiceProcess> {
    const port = await freePort();
    const service = new ServiceProcess(folder, `http://127.0.0.1:${port}`, {
      PORT: String(port),
      DATA_DIR: path.join(folder, 'data'),
      JWT_SECRET: SECRET,
      ...environment,
    });
    while (!(await isReady(service.url))) {
      if (service.exitCode !== null) throw new Error(`the service ended: ${service.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
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
    readonly url: string,
    environment: Record<string, string>,
  ) {
    const { PATH, HOME } = process.env;
    this.child = spawn(process.execPath, [MAIN], { cwd: folder, env: { PATH, HOME, ...environment } });
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (this.stdout += chunk));
    this.child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (this.stderr += chunk));
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

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

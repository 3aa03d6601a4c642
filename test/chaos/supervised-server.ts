import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MAIN = path.join(import.meta.dirname, '../../dist/apps/api/src/main.js');
const LONGEST_OUTPUT = 16_384;

export interface ServerOptions {
  readonly port: number;
  /** Where it runs; without a `.env`. */
  readonly folder: string;
  readonly environment: Record<string, string>;
  /** Until it is started again, in ms. */
  readonly restartDelay: () => number;
}

/** `node dist/apps/api/src/main.js` on one port, started again whenever it ends. */
export class SupervisedServer {
  isReady = false;
  kills = 0;
  /** How often it ended although nobody had told it to. */
  deaths = 0;
  /** What it said at level `error` and above, and why it ended when nobody killed it. */
  output = '';
  private child: ChildProcess | undefined;
  private isKilled = false;
  private isStopped = false;
  private readonly ended: Promise<void>;

  constructor(private readonly options: ServerOptions) {
    this.ended = this.supervise();
  }

  get port(): number {
    return this.options.port;
  }

  /** As `kill -9` does: nothing is finished, nothing is said. */
  kill(): void {
    this.isReady = false;
    this.isKilled = true;
    this.kills++;
    this.child?.kill('SIGKILL');
  }

  /** SIGTERM. @returns the exit code, once it has ended; it is started again then */
  async terminate(): Promise<number | null> {
    const { child } = this;
    if (child === undefined) return null;
    this.isReady = false;
    this.isKilled = true;
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    return ((await ended) as [number | null])[0];
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.child?.kill('SIGKILL');
    await this.ended;
  }

  private async supervise(): Promise<void> {
    while (!this.isStopped) {
      this.isKilled = false;
      const child = this.spawn();
      this.child = child;
      const ended = once(child, 'close');
      void this.awaitReady(child);
      const [code] = (await ended) as [number | null];
      this.isReady = false;
      if (this.isStopped) return;
      if (!this.isKilled) {
        this.deaths++;
        this.note(`the server on port ${this.port} ended with ${code}\n`);
      }
      await delay(this.options.restartDelay());
    }
  }

  private spawn(): ChildProcess {
    const { port, folder, environment } = this.options;
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, PORT: String(port), LOG_LEVEL: 'error', ...environment };
    const child = spawn(process.execPath, [MAIN], { cwd: folder, env });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => this.note(text));
    return child;
  }

  private note(text: string): void {
    if (this.output.length < LONGEST_OUTPUT) this.output += text;
  }

  private async awaitReady(child: ChildProcess): Promise<void> {
    while (this.child === child && child.exitCode === null && child.signalCode === null && !this.isKilled) {
      const { ok } = await fetch(`http://127.0.0.1:${this.port}/health/ready`, {
        signal: AbortSignal.timeout(2_000),
      }).catch(() => ({ ok: false }));
      if (ok && !this.isKilled) {
        this.isReady = true;
        return;
      }
      await delay(50);
    }
  }
}

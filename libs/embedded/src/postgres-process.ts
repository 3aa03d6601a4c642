import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import path from 'node:path';
import type { Account } from './account.js';
import { postgresEnvironment } from './environment.js';
import { LogTail } from './log-tail.js';
import { dyingWithUs } from './parent-death.js';
import { readPostmaster } from './postmaster-file.js';
import type { Stoppable } from './shut-down.js';

export interface PostgresCommand {
  bin: string;
  cluster: string;
  account?: Account;
}

/** One run of the server. */
export class PostgresProcess implements Stoppable {
  /** Why the server ended. */
  end?: string;
  readonly log: LogTail;
  /** Resolves when it is no longer running. */
  readonly ended: Promise<void>;
  private readonly killAtExit = () => this.kill('SIGINT');

  static async spawn({ bin, cluster, account }: PostgresCommand, flags: string[]): Promise<PostgresProcess> {
    const [command, ...args] = await dyingWithUs('INT', path.join(bin, 'postgres'), '-D', cluster, ...flags);
    const child = spawn(command, args, {
      ...account,
      cwd: cluster,
      env: postgresEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      // In its own process group: Ctrl-C reaches only us, and we still need the server for the last requests.
      detached: true,
      windowsHide: true,
    });
    return new PostgresProcess(child, child.stderr, cluster);
  }

  private constructor(
    private readonly child: ChildProcess,
    stderr: NonNullable<ChildProcess['stderr']>,
    private readonly cluster: string,
  ) {
    this.log = new LogTail(stderr);
    this.ended = new Promise((resolve) => {
      const ended = (how: string) => {
        this.end ??= how;
        process.off('exit', this.killAtExit);
        resolve();
      };
      child.once('error', (error) => ended(error.message));
      // Not 'exit': the last lines of the log, which say why, may still be in the pipe then.
      child.once('close', (code, signal) => ended(signal ?? `exit code ${code}`));
    });
    child.unref();
    if (stderr instanceof Socket) stderr.unref();
    process.once('exit', this.killAtExit);
  }

  async isReady(): Promise<boolean> {
    const postmaster = await readPostmaster(this.cluster);
    return postmaster !== undefined && postmaster.pid === this.child.pid && postmaster.ready;
  }

  isGone(): boolean {
    return this.end !== undefined;
  }

  kill(signal: NodeJS.Signals): void {
    if (!this.isGone()) this.child.kill(signal);
  }
}

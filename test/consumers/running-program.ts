import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program in a process of its own, as its user starts it. */
export class RunningProgram {
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(program: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.child = spawn(program, args, { env: { ...process.env, ...environment } });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.child, 'close');
  }

  /** Types a line. */
  say(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Its exit code; null when the signal ended it. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal !== undefined) this.child.kill(signal);
    await this.ended;
    return this.child.exitCode;
  }
}

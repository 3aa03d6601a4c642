import type { Readable } from 'node:stream';

/** Another program took the port first, or backends of a killed server have not noticed yet. */
const passing = /Address already in use|pre-existing shared memory block|lock file ".*" already exists/;

/** What is about the server itself. ERROR, DETAIL and STATEMENT are about somebody's statement, and repeat what it holds. */
const aboutTheServer = /\b(LOG|WARNING|FATAL|PANIC|HINT): /;

const crash = /\bPANIC: |\bLOG: .*\(PID \d+\) was terminated/;

export function isPassing(log: string): boolean {
  return passing.test(log);
}

/** The last of what a server has said. It reads on and on, since a pipe that nobody reads fills up and stops its writer. */
export class LogTail {
  /** Called with each line that tells of a process of the server that crashed. */
  onCrash?: (line: string) => void;
  private tail = '';
  private line = '';

  constructor(
    stream: Readable,
    private readonly limit = 16_384,
  ) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      this.tail = (this.tail + chunk).slice(-this.limit);
      this.watch(chunk);
    });
  }

  get text(): string {
    return this.tail;
  }

  /** The last lines about the server itself; nothing out of statements. */
  get words(): string {
    const lines = this.tail.split('\n').filter((line) => aboutTheServer.test(line));
    return lines.slice(-20).join('\n');
  }

  private watch(chunk: string): void {
    const lines = (this.line + chunk).split('\n');
    this.line = (lines.pop() ?? '').slice(-this.limit);
    for (const line of lines) if (crash.test(line)) this.onCrash?.(line);
  }
}

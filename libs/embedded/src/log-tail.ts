import type { Readable } from 'node:stream';

/** Another program took the port, or backends of a killed server are still running. */
const passing = /Address already in use|pre-existing shared memory block|lock file ".*" already exists/;

/** Lines about the server itself. ERROR, DETAIL and STATEMENT are about a statement and repeat its content. */
const aboutTheServer = /\b(LOG|WARNING|FATAL|PANIC|HINT): /;

const crash = /\bPANIC: |\bLOG: .*\(PID \d+\) was terminated/;

export function isPassing(log: string): boolean {
  return passing.test(log);
}

/** The last log lines of a server. It never stops reading: a full pipe would block the server. */
export class LogTail {
  /** Called with each line that reports a crashed process of the server. */
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

  /** The last lines about the server itself, without the text of statements. */
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

import { type ChildProcess, fork } from 'node:child_process';
import type { Document } from './read-document.js';
import { READY, type Reading } from './reading.js';

const MAIN = new URL('./reader-main.js', import.meta.url);

/** Of V8's heap, which holds no buffers. */
const MAX_HEAP_MB = 256;

/** How V8 out of memory, the memory watch and the system's own killer end a process. */
const OUT_OF_MEMORY = new Set(['SIGABRT', 'SIGTRAP', 'SIGKILL']);

/** The process ended while it read. */
export class ReaderDied extends Error {
  override readonly name = 'ReaderDied';

  readonly isOutOfMemory: boolean;

  constructor(signal: NodeJS.Signals | null) {
    super('the process ended while it read a file');
    this.isOutOfMemory = signal !== null && OUT_OF_MEMORY.has(signal);
  }
}

/** The time was up; the process is killed. */
export class ReaderTimedOut extends Error {
  override readonly name = 'ReaderTimedOut';
}

/**
 * Reads documents in a separate process, one at a time. A thread would not do: many ways to exhaust the heap of a worker
 * thread end the whole process, despite its `resourceLimits`.
 */
export class ReaderProcess {
  private current: { resolve(reading: Reading): void; reject(error: unknown): void } | undefined;
  private isReady = false;
  private readonly child: ChildProcess = fork(MAIN, {
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

  /** @param onEnd however it ended */
  constructor(onEnd: () => void) {
    this.child.on('message', (message: Reading | typeof READY) => {
      if (message === READY) this.isReady = true;
      else this.current?.resolve(message);
    });
    this.child.on('exit', (code, signal) => {
      this.current?.reject(
        this.isReady ? new ReaderDied(signal) : new Error(`it ended at its start: ${code ?? signal}`),
      );
      onEnd();
    });
    this.child.on('error', (error) => {
      this.current?.reject(error);
      onEnd();
    });
    // It keeps nobody waiting: a read has a timer.
    this.child.unref();
    this.child.channel?.unref();
  }

  /**
   * @param limit ms, the start of the process included
   * @throws ReaderTimedOut, ReaderDied, the signal's reason, or why no process can be started; it is of no use then
   */
  async read(document: Document, limit: number, signal: AbortSignal | undefined): Promise<Reading> {
    signal?.throwIfAborted();
    const stop = (reason: unknown) => {
      this.kill();
      this.current?.reject(reason);
    };
    const timer = setTimeout(() => stop(new ReaderTimedOut()), limit);
    const abort = () => stop(signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      return await new Promise<Reading>((resolve, reject) => {
        this.current = { resolve, reject };
        this.child.send(document, (error) => error && reject(error));
      });
    } finally {
      this.current = undefined;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

interface HolderOptions {
  options?: Record<string, unknown>;
  env?: Record<string, string>;
  script?: string;
  user?: { uid: number; gid: number };
}

const holders = new Set<PostgresHolder>();

/** `hold-postgres.mjs` in a process of its own. */
export class PostgresHolder {
  url = '';
  stderr = '';
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;

  /** Resolves when the cluster is up. */
  static async start(directory: string, how: HolderOptions = {}): Promise<PostgresHolder> {
    const holder = PostgresHolder.spawn(directory, how);
    const said = await holder.next();
    if (!said.url) throw new Error(said.error ?? 'the holder ended');
    holder.url = said.url;
    return holder;
  }

  /** Resolves at once. */
  static spawn(directory: string, how: HolderOptions = {}): PostgresHolder {
    return new PostgresHolder(directory, how);
  }

  private constructor(directory: string, how: HolderOptions) {
    const script = how.script ?? path.join(import.meta.dirname, 'hold-postgres.mjs');
    this.child = spawn(process.execPath, [script, directory, JSON.stringify(how.options ?? {})], {
      ...how.user,
      env: { ...process.env, ...how.env },
      cwd: '/',
      // The leader of a process group, as what a terminal starts.
      detached: true,
    });
    this.child.stderr.pipe(process.stderr, { end: false });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
    holders.add(this);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async next(): Promise<{ url?: string; error?: string; received?: string }> {
    const { value, done } = await this.lines.next();
    return done ? {} : (JSON.parse(value) as Record<string, string>);
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.ended();
  }

  stop(): Promise<void> {
    return this.kill('SIGTERM');
  }

  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    holders.delete(this);
    return this.child.exitCode;
  }
}

export async function stopHolders(): Promise<void> {
  await Promise.all([...holders].map((holder) => holder.stop()));
}

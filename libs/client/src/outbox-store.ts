import type { Draft, Problem } from './wire.js';
import { within } from './waiting.js';

/**
 * Where the unsent messages survive the end of the application: a text under a key of the user's own. In a browser:
 * `{ load: () => localStorage.getItem(key), save: (text) => localStorage.setItem(key, text) }`.
 * One client at a time may use it.
 */
export interface OutboxStorage {
  /** What was saved last; null when nothing was. */
  load(): string | null | Promise<string | null>;
  save(text: string): void | Promise<void>;
}

/** A message as it is kept until the server has it. */
export interface StoredEntry {
  readonly chatId: number;
  readonly clientMessageId: string;
  readonly draft: Draft;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Why the server refused it. */
  readonly problem?: Problem | undefined;
}

/** Raised when what is stored changes its form. */
const VERSION = 1;

/** Saves the latest state, one save at a time, states that were overtaken left out. */
export class OutboxStore {
  private latest: readonly StoredEntry[] | undefined;
  private saving: Promise<void> | undefined;

  constructor(
    private readonly storage: OutboxStorage,
    private readonly timeoutMs: number,
    private readonly stopped: AbortSignal,
  ) {}

  /** @throws Error, with its `cause`, when the storage fails, takes too long or holds something else; Stopped */
  async load(): Promise<StoredEntry[]> {
    try {
      const text = await within(this.timeoutMs, this.stopped, () => this.storage.load());
      return text === null ? [] : parse(text);
    } catch (cause) {
      if (this.stopped.aborted) throw cause;
      throw new Error('the outbox cannot be read', { cause });
    }
  }

  /** Resolves when this state, or a later one, is saved. @throws Error when the latest could not be */
  save(entries: readonly StoredEntry[]): Promise<void> {
    this.latest = entries;
    this.saving ??= this.saveLatest();
    return this.saving;
  }

  private async saveLatest(): Promise<void> {
    try {
      while (this.latest !== undefined) {
        const text = JSON.stringify({ version: VERSION, entries: this.latest });
        this.latest = undefined;
        // Also after the client was stopped: what is unsent stays for the next time.
        await within(this.timeoutMs, [], () => this.storage.save(text)).catch((error: unknown) => {
          if (this.latest === undefined) throw error;
        });
      }
    } finally {
      this.saving = undefined;
    }
  }
}

function parse(text: string): StoredEntry[] {
  const { version, entries } = JSON.parse(text) as { version?: unknown; entries?: unknown };
  if (version !== VERSION) throw new Error(`its version is ${String(version)} and not ${VERSION}`);
  if (!Array.isArray(entries)) throw new TypeError('it has no entries');
  return entries as StoredEntry[];
}

/** Keeps nothing beyond the life of the client. */
export function memoryStorage(): OutboxStorage {
  let kept: string | null = null;
  return { load: () => kept, save: (text) => void (kept = text) };
}

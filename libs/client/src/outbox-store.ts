import type { Stored } from './stored.js';
import { within } from './waiting.js';

/**
 * Where unsent messages, reactions and read marks survive the end of the application: a text under a key of the user's own. In a browser:
 * `{ load: () => localStorage.getItem(key), save: (text) => localStorage.setItem(key, text) }`.
 * One client at a time may use it.
 */
export interface OutboxStorage {
  /** What was saved last; null when nothing was. */
  load(): string | null | Promise<string | null>;
  save(text: string): void | Promise<void>;
}

/** Raised when what is stored changes so that it cannot be read any more. */
const VERSION = 1;
const NOTHING: Stored = { entries: [], reactions: [], reads: [] };

export interface OutboxStoreOptions {
  readonly storage: OutboxStorage;
  readonly timeoutMs: number;
  readonly stopped: AbortSignal;
  /** The latest state could not be saved. */
  readonly onError: (error: unknown) => void;
}

/** Saves the latest state, one save at a time, states that were overtaken left out; nothing before it was loaded. */
export class OutboxStore {
  private state: Stored | undefined;
  private isSaved = true;
  private saving: Promise<void> | undefined;

  constructor(private readonly options: OutboxStoreOptions) {}

  /** @throws Error, with its `cause`, when the storage fails, takes too long or holds something else; Stopped */
  async load(): Promise<Stored> {
    const { storage, stopped, timeoutMs } = this.options;
    try {
      const text = await within(timeoutMs, stopped, () => storage.load());
      this.state = text === null ? NOTHING : parse(text);
      return this.state;
    } catch (cause) {
      if (stopped.aborted) throw cause;
      throw new Error('the outbox cannot be read', { cause });
    }
  }

  /** Resolves when this part, or a later one, is saved, or could not be: see `onError`. */
  save(part: Partial<Stored>): Promise<void> {
    if (this.state === undefined) return Promise.resolve();
    this.state = { ...this.state, ...part };
    this.isSaved = false;
    this.saving ??= this.saveLatest();
    return this.saving;
  }

  /** Resolves when the last change is saved, or could not be. */
  kept(): Promise<void> {
    return this.saving ?? Promise.resolve();
  }

  private async saveLatest(): Promise<void> {
    const { onError, storage, timeoutMs } = this.options;
    while (!this.isSaved) {
      const text = JSON.stringify({ version: VERSION, ...this.state });
      this.isSaved = true;
      // Also after the client was stopped: what is unsent stays for the next time.
      await within(timeoutMs, [], () => storage.save(text)).catch((error: unknown) => {
        if (this.isSaved) onError(error);
      });
    }
    this.saving = undefined;
  }
}

function parse(text: string): Stored {
  const { version, entries, reactions = [], reads = [] } = JSON.parse(text) as Partial<Stored> & { version?: unknown };
  if (version !== VERSION) throw new Error(`its version is ${String(version)} and not ${VERSION}`);
  if (!Array.isArray(entries)) throw new TypeError('it has no entries');
  return { entries, reactions, reads };
}

/** Keeps nothing beyond the life of the client. */
export function memoryStorage(): OutboxStorage {
  let kept: string | null = null;
  return { load: () => kept, save: (text) => void (kept = text) };
}

import type { OutboxStorage, Problem } from '#libs/client';

interface Entry {
  readonly chatId: number;
  readonly clientMessageId: string;
  readonly problem?: Problem;
}

/** An outbox's storage that survives its application. */
export class KeptOutbox implements OutboxStorage {
  private text: string | null = null;

  load(): string | null {
    return this.text;
  }

  save(text: string): void {
    this.text = text;
  }

  get size(): number {
    return this.entries.length;
  }

  /** Messages that the server has not answered. */
  get waiting(): number {
    return this.entries.filter(({ problem }) => problem === undefined).length;
  }

  get refused(): { readonly chatId: number; readonly clientMessageId: string; readonly code: string }[] {
    return this.entries.flatMap(({ problem, ...entry }) =>
      problem === undefined ? [] : { ...entry, code: problem.code },
    );
  }

  private get entries(): readonly Entry[] {
    return this.text === null ? [] : (JSON.parse(this.text) as { entries: Entry[] }).entries;
  }
}

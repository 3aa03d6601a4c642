import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { ChatView } from '../shown/chat-view.js';

/** People of a chat that is worth it: PostgreSQL needs a millisecond and a half for 1,000. */
const LEAST_PEOPLE = 50;
const MAX_GROUPS = 200;
const MAX_BYTES = 8 * 1024 * 1024;
/** A bound for what somebody changes in the database by hand. */
const KEPT_MS = 10_000;

/** What everybody sees alike in a chat, as of its `last_seq`, and what takes a look at all its people. */
type Alike = Pick<ChatView, 'last_seq' | 'participants' | 'last_message'>;

/** As it is read: without its people where they are known. */
export type ChatRow = Omit<ChatView, 'participants'> & { readonly participants: readonly string[] | null };

/**
 * GROUPs of many people, which many lists show at the same `last_seq`. A statement is told which of them are known as of
 * which number, and looks at the people only of those that have another: see docs/decisions/0025-kept-answers.md.
 */
@Injectable()
export class LargeGroups {
  private readonly groups = new LRUCache<number, Alike>({
    max: MAX_GROUPS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ participants }) => participants.reduce((sum, { length }) => sum + 2 * length, 1_000),
    ttl: KEPT_MS,
  });

  /** @param read takes the `last_seq` of the known groups by their id, in JSON, and leaves out the people of those */
  async complete<Row extends ChatRow>(read: (known: string) => Promise<Row[]>): Promise<(Row & ChatView)[]> {
    const known = new Map(this.groups.entries());
    const seqs = Object.fromEntries([...known].map(([id, { last_seq }]) => [id, last_seq]));
    const rows = await read(JSON.stringify(seqs));
    return rows.map((row) => {
      if (!hasPeople(row)) {
        // What is used stays longest.
        this.groups.get(row.id);
        return { ...row, ...(known.get(row.id) as Alike) };
      }
      if (row.participants.length >= LEAST_PEOPLE) this.keep(row);
      return row;
    });
  }

  /** A read that began earlier may end later. */
  private keep({ id, last_seq, participants, last_message }: ChatView): void {
    if ((this.groups.peek(id)?.last_seq ?? -1) < last_seq)
      this.groups.set(id, { last_seq, participants, last_message });
  }
}

function hasPeople<Row extends ChatRow>(row: Row): row is Row & ChatView {
  return row.participants !== null;
}

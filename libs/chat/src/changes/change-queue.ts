import type { Change } from './change.js';

/** A change that waits for its turn, and the promise of its caller. */
export interface Waiting {
  readonly change: Change<unknown>;
  /** When it came, by `performance.now()`. */
  readonly since: number;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_WAITING = 10_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const MAX_BATCH = 100;
const MAX_BATCH_BYTES = 2 * 1024 * 1024;

/** Who is in a batch of a chat so far; nobody may join one that is closed. */
interface Seats {
  isClosed: boolean;
  readonly people: Map<string, 'joined' | 'closed'>;
}

/**
 * What waits, by person and by chat. People have their turns one after the other, however much each has waiting; of a
 * person and a chat, the first that came is the first to go.
 */
export class ChangeQueue {
  /** In the order of their turns; nothing in it is empty. */
  private readonly people = new Map<string, Map<number, Waiting[]>>();
  private count = 0;
  private bytes = 0;

  get size(): number {
    return this.count;
  }

  /** False when too much waits already. */
  add(waiting: Waiting): boolean {
    const { chatId, actor, bytes } = waiting.change;
    if (this.count >= MAX_WAITING || (this.count > 0 && this.bytes + bytes > MAX_WAITING_BYTES)) return false;
    const chats = this.people.get(actor.senderId) ?? new Map<number, Waiting[]>();
    const line = chats.get(chatId) ?? [];
    line.push(waiting);
    chats.set(chatId, line);
    this.people.set(actor.senderId, chats);
    this.count++;
    this.bytes += bytes;
    return true;
  }

  /** The next batch, without chats that are busy. A person who is served goes to the end of the row. */
  take(busy: { has(chatId: number): boolean }, maxChats: number): Waiting[] {
    const batch: Waiting[] = [];
    const chats = new Map<number, Seats>();
    let bytes = 0;
    for (let isServing = true; isServing && batch.length < MAX_BATCH;) {
      isServing = false;
      for (const person of Array.from(this.people.keys())) {
        const isFree = (chatId: number) => !busy.has(chatId) && (chats.has(chatId) || chats.size < maxChats);
        const next = batch.length < MAX_BATCH ? this.next(person, isFree, chats) : undefined;
        if (next === undefined) continue;
        if (batch.length > 0 && bytes + next.change.bytes > MAX_BATCH_BYTES) return batch;
        bytes += next.change.bytes;
        seat(next.change, chats);
        this.remove(person, next);
        batch.push(next);
        isServing = true;
      }
    }
    return batch;
  }

  /** Takes out what came before some moment. */
  takeOlder(than: number): Waiting[] {
    const old: Waiting[] = [];
    for (const chats of this.people.values())
      for (const line of chats.values()) for (const waiting of line) if (waiting.since < than) old.push(waiting);
    for (const waiting of old) this.remove(waiting.change.actor.senderId, waiting);
    return old;
  }

  private next(person: string, isFree: (chatId: number) => boolean, chats: Map<number, Seats>): Waiting | undefined {
    for (const [chatId, [first]] of this.people.get(person) ?? [])
      if (first !== undefined && isFree(chatId) && hasSeat(first.change, chats)) return first;
    return undefined;
  }

  private remove(person: string, waiting: Waiting): void {
    const chats = this.people.get(person);
    const line = chats?.get(waiting.change.chatId);
    if (chats === undefined || line === undefined) return;
    if (line[0] === waiting) line.shift();
    else line.splice(line.indexOf(waiting), 1);
    this.count--;
    this.bytes -= waiting.change.bytes;
    if (line.length === 0) chats.delete(waiting.change.chatId);
    this.people.delete(person);
    if (chats.size > 0) this.people.set(person, chats);
  }
}

function hasSeat({ chatId, actor, sharesBatchWith }: Change<unknown>, chats: Map<number, Seats>): boolean {
  const seats = chats.get(chatId);
  if (seats === undefined) return true;
  if (seats.isClosed || sharesBatchWith === 'nobody') return false;
  const mine = seats.people.get(actor.senderId);
  return mine === undefined || (mine === 'joined' && sharesBatchWith === 'anybody');
}

function seat({ chatId, actor, sharesBatchWith }: Change<unknown>, chats: Map<number, Seats>): void {
  const seats = chats.get(chatId) ?? { isClosed: false, people: new Map() };
  if (sharesBatchWith === 'nobody') seats.isClosed = true;
  seats.people.set(actor.senderId, sharesBatchWith === 'others' ? 'closed' : 'joined');
  chats.set(chatId, seats);
}

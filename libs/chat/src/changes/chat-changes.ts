import { Inject, Injectable, Optional } from '@nestjs/common';
import { Bus } from '#libs/bus';
import { hasWebhooks, SETTINGS, type Settings } from '#libs/config';
import {
  Database,
  DatabaseUnavailable,
  Pipelines,
  spoilsOthers,
  type Statement,
  translate,
  type Tx,
} from '#libs/database';
import { ApiError, refusal } from '#libs/http';
import { ChatErrors } from '../shown/chat-errors.js';
import { Batch } from './batch.js';
import { ChangeQueue, type Waiting } from './change-queue.js';
import { type Change, Reading } from './change.js';
import { judge, Misjudged, type Outcome, readingOf, withAnswer } from './outcome.js';

/** Batches at once; more of them would only wait for the disk next to each other. */
const MAX_IN_FLIGHT = 2;
/** Chats that somebody else holds, waited for beside the batches. */
const MAX_APART = 4;
/** A change that was not begun within this time is refused with 503. */
const MAX_WAIT_MS = 2_000;
const SWEEP_EVERY_MS = 250;

/** Changes of one chat that are tried beside the batches, one batch after the other. */
interface Apart {
  readonly chatId: number;
  readonly batches: readonly (readonly Waiting[])[];
}

/**
 * The one way in which a chat changes. All changes that wait go into the next transaction together, of any kind and in any
 * chats. It locks the chats, loads the rows that the changes want, judges the changes in the order in which they came,
 * stores the rows that they changed, and after the commit tells of them. There is no timer: a change alone does not wait.
 * See `docs/decisions/0016-one-way-to-change.md`.
 */
@Injectable()
export class ChatChanges {
  private readonly queue = new ChangeQueue();
  /** Of one chat each: waiting for a lock that another server holds, or to be tried by themselves. */
  private apart: Apart[] = [];
  /** Chats with a transaction under way here: one at a time, so that their changes are told in order. */
  private readonly busy = new Set<number>();
  private inFlight = 0;
  private isBeginning = false;
  private inFlightApart = 0;
  private sweeping: NodeJS.Timeout | undefined;
  /** The most chats in one transaction; 1 for databases that are sharded by chat. */
  private readonly chatsPerTransaction: number;
  private readonly hasWebhooks: boolean;

  constructor(
    private readonly database: Database,
    private readonly pipelines: Pipelines,
    private readonly bus: Bus,
    @Optional() @Inject(SETTINGS) settings?: Pick<Settings, 'CHATS_PER_TRANSACTION' | 'WEBHOOK_URL'>,
  ) {
    this.chatsPerTransaction = settings?.CHATS_PER_TRANSACTION ?? Infinity;
    this.hasWebhooks = hasWebhooks(settings);
  }

  /** @throws ApiError 503 `too_busy` when too much waits; DatabaseUnavailable 503; the refusal of the judgement */
  change<Answer>(change: Change<Answer>): Promise<Answer> {
    if (change.beforeLock !== undefined) return this.changeAfter(change, change.beforeLock);
    return new Promise<unknown>((resolve, reject) => {
      if (!this.queue.add({ change, since: performance.now(), resolve, reject }))
        return reject(refusal(ChatErrors.too_busy));
      this.sweeping ??= setTimeout(() => this.sweep(), SWEEP_EVERY_MS).unref();
      this.beginSoon();
    }) as Promise<Answer>;
  }

  /** Runs a change with a `beforeLock`, which may take long, by itself: no batch waits for it. */
  private async changeAfter<Answer>(change: Change<Answer>, beforeLock: (tx: Tx) => Promise<void>): Promise<Answer> {
    const judged = await this.database.transaction(async (tx) => {
      await beforeLock(tx);
      const batch = new Batch([change], this.hasWebhooks);
      batch.loaded(await runAll(tx, batch.loads(true)));
      const outcome = change.judge(batch);
      await runAll(tx, batch.stores());
      return outcome;
    });
    for (const hint of judged.hints ?? []) this.bus.publish(hint);
    if (judged.answer instanceof Reading) throw new Error('what is written after something else is not read');
    return judged.answer;
  }

  /** With all that came in the same turn of the event loop. */
  private beginSoon(): void {
    if (this.isBeginning || this.inFlight >= MAX_IN_FLIGHT) return;
    this.isBeginning = true;
    setImmediate(() => {
      this.isBeginning = false;
      this.begin();
    });
  }

  private begin(): void {
    while (this.inFlight < MAX_IN_FLIGHT) {
      const batch = this.queue.take(this.busy, this.chatsPerTransaction);
      if (batch.length === 0) break;
      this.inFlight++;
      void this.run(chatsOf(batch), [batch], false).then(() => {
        this.inFlight--;
        this.begin();
      });
    }
    while (this.inFlightApart < MAX_APART) {
      const next = this.apart.shift();
      if (next === undefined) return;
      this.inFlightApart++;
      void this.run(new Set([next.chatId]), next.batches, true).then(() => {
        this.inFlightApart--;
        this.begin();
      });
    }
  }

  /**
   * Runs batches one after the other; their chats are busy until the last is done. Only patient ones wait for chats that
   * somebody else holds. Never throws: each change is told.
   */
  private async run(chats: Set<number>, batches: readonly (readonly Waiting[])[], isPatient: boolean): Promise<void> {
    for (const chatId of chats) this.busy.add(chatId);
    const apart = [];
    for (const batch of batches) apart.push(...(await this.attempt(batch, isPatient)));
    this.apart.push(...apart);
    for (const { chatId } of apart) chats.delete(chatId);
    for (const chatId of chats) this.busy.delete(chatId);
  }

  /** @returns the changes to be tried apart */
  private async attempt(batch: readonly Waiting[], isPatient: boolean): Promise<Apart[]> {
    try {
      const outcomes = await this.transact(
        batch.map(({ change }) => change),
        isPatient,
      );
      for (const [nth, waiting] of batch.entries()) this.tell(waiting, outcomes[nth]);
      return [
        ...byChat(
          batch.filter((_waiting, nth) => outcomes[nth] === 'held'),
          (changes) => [changes],
        ),
        ...byChat(
          batch.filter((_waiting, nth) => outcomes[nth] === 'alone'),
          eachAlone,
        ),
      ];
    } catch (error) {
      if (batch.length > 1 && (spoilsOthers(error) || error instanceof Misjudged)) return byChat(batch, eachAlone);
      for (const { reject } of batch) reject(toTell(error));
      return [];
    }
  }

  private async transact(changes: readonly Change<unknown>[], isPatient: boolean): Promise<readonly Outcome[]> {
    const batch = new Batch(changes, this.hasWebhooks);
    return this.pipelines.run(async (pipeline) => {
      batch.loaded(await pipeline.begin(batch.loads(isPatient)));
      const outcomes = changes.map((change) => judge(change, batch, isPatient));
      const stores = batch.stores();
      const readings = outcomes.map(readingOf).filter((reading) => reading !== undefined);
      if (stores.length === 0 && readings.length === 0) {
        await pipeline.rollback();
        return outcomes;
      }
      const results = await pipeline.commit([...stores, ...readings.map(({ statement }) => statement)]);
      const read = new Map(readings.map((reading, nth) => [reading, results[stores.length + nth] ?? []]));
      return outcomes.map((outcome) => withAnswer(outcome, read));
    });
  }

  private tell({ resolve, reject }: Waiting, outcome: Outcome | undefined): void {
    if (outcome === undefined || outcome === 'held' || outcome === 'alone') return;
    if ('refusal' in outcome) return reject(outcome.refusal);
    for (const hint of outcome.hints ?? []) this.bus.publish(hint);
    resolve(outcome.answer);
  }

  private sweep(): void {
    const than = performance.now() - MAX_WAIT_MS;
    for (const { reject } of this.queue.takeOlder(than)) reject(refusal(ChatErrors.too_busy));
    const late = this.apart.filter(({ batches }) => batches.flat().every(({ since }) => since < than));
    this.apart = this.apart.filter((apart) => !late.includes(apart));
    for (const { chatId, batches } of late) {
      this.busy.delete(chatId);
      for (const { reject } of batches.flat()) reject(refusal(ChatErrors.too_busy));
    }
    const isIdle = this.queue.size === 0 && this.apart.length === 0;
    this.sweeping = isIdle ? undefined : setTimeout(() => this.sweep(), SWEEP_EVERY_MS).unref();
    if (late.length > 0) this.begin();
  }
}

async function runAll(tx: Tx, statements: readonly Statement[]): Promise<unknown[][]> {
  const results: unknown[][] = [];
  for (const statement of statements) results.push(await tx.query(statement));
  return results;
}

/** The caller repeats a 503 with its key, which is safe. We never repeat by ourselves: it may have been stored. */
function toTell(error: unknown): unknown {
  if (error instanceof Misjudged) return error.cause;
  const translated = translate(error);
  return translated instanceof ApiError || spoilsOthers(error) ? translated : new DatabaseUnavailable(error);
}

function chatsOf(batch: readonly Waiting[]): Set<number> {
  return new Set(batch.map(({ change }) => change.chatId));
}

function byChat(changes: readonly Waiting[], batches: (changes: Waiting[]) => Waiting[][]): Apart[] {
  const chats = new Map<number, Waiting[]>();
  for (const waiting of changes) {
    const { chatId } = waiting.change;
    chats.set(chatId, [...(chats.get(chatId) ?? []), waiting]);
  }
  return Array.from(chats, ([chatId, ofChat]) => ({ chatId, batches: batches(ofChat) }));
}

function eachAlone(changes: Waiting[]): Waiting[][] {
  return changes.map((change) => [change]);
}

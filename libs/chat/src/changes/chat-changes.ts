import { Inject, Injectable, Optional } from '@nestjs/common';
import { Bus, type Hint } from '#libs/bus';
import { hasWebhooks, SETTINGS, type Settings } from '#libs/config';
import {
  Database,
  DatabaseUnavailable,
  TransactionPool,
  spoilsOthers,
  type Statement,
  translate,
  type Tx,
} from '#libs/database';
import { ApiError, refusal } from '#libs/http';
import { ChatErrors } from '../shown/chat-errors.js';
import { type Apart, oneByOne, togetherByChat } from './apart.js';
import { Batch } from './batch.js';
import { ChangeQueue, type Waiting } from './change-queue.js';
import type { AnsweredChange, Change, Judged } from './change.js';
import { judge, Misjudged, type Outcome, readingOf, withAnswer } from './outcome.js';

/** Batches at once; more of them would only wait for the disk next to each other. */
const MAX_IN_FLIGHT = 2;
/** Chats that somebody else holds, waited for beside the batches. */
const MAX_APART = 4;
/** A change that was not begun within this time is refused with 503. */
const MAX_WAIT_MS = 2_000;
const SWEEP_EVERY_MS = 250;

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
  /** Changes in the batches under way. */
  private changesInFlight = 0;
  private isBeginning = false;
  private inFlightApart = 0;
  private sweeping: NodeJS.Timeout | undefined;
  /** The most chats in one transaction; 1 for databases that are sharded by chat. */
  private readonly chatsPerTransaction: number;
  private readonly hasWebhooks: boolean;

  constructor(
    private readonly database: Database,
    private readonly transactions: TransactionPool,
    private readonly bus: Bus,
    @Optional() @Inject(SETTINGS) settings?: Pick<Settings, 'CHATS_PER_TRANSACTION' | 'WEBHOOK_URL'>,
  ) {
    this.chatsPerTransaction = settings?.CHATS_PER_TRANSACTION ?? Infinity;
    this.hasWebhooks = hasWebhooks(settings);
  }

  /** @throws ApiError 503 `too_busy` when too much waits; DatabaseUnavailable 503; the refusal of the judgement */
  change<Answer>(change: Change<Answer>): Promise<Answer> {
    return new Promise<unknown>((resolve, reject) => {
      if (!this.queue.add({ change, since: performance.now(), resolve, reject }))
        return reject(refusal(ChatErrors.too_busy));
      this.sweeping ??= setTimeout(() => this.sweep(), SWEEP_EVERY_MS).unref();
      this.beginSoon();
    }) as Promise<Answer>;
  }

  /**
   * Runs a change by itself, in one transaction with what `alsoWrite` writes before the chat is locked. That may take long:
   * no batch waits for it. After a deadlock both run again, three times at most.
   * @param keeps false for an answer with which nothing is written
   */
  async changeWith<Answer>(
    alsoWrite: (tx: Tx) => Promise<void>,
    change: AnsweredChange<Answer>,
    keeps: (answer: Answer) => boolean,
  ): Promise<Answer> {
    const judge = async (tx: Tx) => {
      await alsoWrite(tx);
      const batch = new Batch([change], this.hasWebhooks);
      batch.loaded(await runAll(tx, batch.loads(true)));
      const judged = change.judge(batch);
      if (!keeps(judged.answer)) throw new NothingKept(judged.answer);
      await runAll(tx, batch.stores());
      return judged;
    };
    try {
      const { answer, hints = [] } = await this.database.transaction(judge);
      this.publish(hints);
      return answer;
    } catch (error) {
      if (error instanceof NothingKept) return error.answer as Answer;
      throw error;
    }
  }

  /** With all that came in the same turn of the event loop. */
  private beginSoon(): void {
    if (this.isBeginning || !this.isWorthBatch()) return;
    this.isBeginning = true;
    setImmediate(() => {
      this.isBeginning = false;
      this.begin();
    });
  }

  /**
   * Beside a batch another begins once as many changes wait as that one has: what a batch costs beside its changes is as
   * much for two of them as for ten.
   */
  private isWorthBatch(): boolean {
    return this.inFlight < MAX_IN_FLIGHT && this.queue.size >= this.changesInFlight;
  }

  private begin(): void {
    while (this.isWorthBatch()) {
      const batch = this.queue.take(this.busy, this.chatsPerTransaction);
      if (batch.length === 0) break;
      this.inFlight++;
      this.changesInFlight += batch.length;
      void this.run(chatsOf(batch), [batch], false).then(() => {
        this.inFlight--;
        this.changesInFlight -= batch.length;
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
   * somebody else holds. Never throws: each change is answered, now or when it is tried again.
   */
  private async run(
    chats: ReadonlySet<number>,
    batches: readonly (readonly Waiting[])[],
    isPatient: boolean,
  ): Promise<void> {
    for (const chatId of chats) this.busy.add(chatId);
    const again: Apart[] = [];
    for (const batch of batches) again.push(...(await this.runBatch(batch, isPatient)));
    this.apart.push(...again);
    // A chat that is tried again stays busy, or a later change would overtake it.
    const busy = new Set(again.map(({ chatId }) => chatId));
    for (const chatId of chats) if (!busy.has(chatId)) this.busy.delete(chatId);
  }

  /** @returns the changes that are not answered yet, to be tried apart */
  private async runBatch(batch: readonly Waiting[], isPatient: boolean): Promise<Apart[]> {
    const held: Waiting[] = [];
    const alone: Waiting[] = [];
    try {
      const outcomes = await this.transact(
        batch.map(({ change }) => change),
        isPatient,
      );
      for (const [nth, waiting] of batch.entries()) {
        const outcome = outcomes[nth]!;
        if (outcome === 'held') held.push(waiting);
        else if (outcome === 'alone') alone.push(waiting);
        else this.answer(waiting, outcome);
      }
      return [...togetherByChat(held), ...oneByOne(alone)];
    } catch (error) {
      if (batch.length > 1 && (spoilsOthers(error) || error instanceof Misjudged)) return oneByOne(batch);
      for (const { reject } of batch) reject(toRejection(error));
      return [];
    }
  }

  private async transact(changes: readonly Change<unknown>[], isPatient: boolean): Promise<readonly Outcome[]> {
    const batch = new Batch(changes, this.hasWebhooks);
    return this.transactions.run(async (transaction) => {
      batch.loaded(await transaction.begin(batch.loads(isPatient)));
      const outcomes = changes.map((change) => judge(change, batch, isPatient));
      const stores = batch.stores();
      const readings = outcomes.map(readingOf).filter((reading) => reading !== undefined);
      if (stores.length === 0 && readings.length === 0) {
        await transaction.rollback();
        return outcomes;
      }
      const results = await transaction.commit([...stores, ...readings.map(({ statement }) => statement)]);
      const read = new Map(readings.map((reading, nth) => [reading, results[stores.length + nth] ?? []]));
      return outcomes.map((outcome) => withAnswer(outcome, read));
    });
  }

  private answer({ resolve, reject }: Waiting, outcome: Judged<unknown> | { readonly refusal: ApiError }): void {
    if ('refusal' in outcome) return reject(outcome.refusal);
    this.publish(outcome.hints ?? []);
    resolve(outcome.answer);
  }

  private publish(hints: readonly Hint[]): void {
    for (const hint of hints) this.bus.publish(hint);
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

/** Rolls back. */
class NothingKept extends Error {
  constructor(readonly answer: unknown) {
    super('nothing is kept');
  }
}

async function runAll(tx: Tx, statements: readonly Statement[]): Promise<unknown[][]> {
  const results: unknown[][] = [];
  for (const statement of statements) results.push(await tx.query(statement));
  return results;
}

/** The caller repeats a 503 with its key, which is safe. We do not repeat it here: it may have been stored. */
function toRejection(error: unknown): unknown {
  if (error instanceof Misjudged) return error.cause;
  const translated = translate(error);
  return translated instanceof ApiError || spoilsOthers(error) ? translated : new DatabaseUnavailable(error);
}

function chatsOf(batch: readonly Waiting[]): Set<number> {
  return new Set(batch.map(({ change }) => change.chatId));
}

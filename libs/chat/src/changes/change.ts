import type { Hint } from '#libs/bus';
import type { Statement } from '#libs/database';
import type { Batch, BatchedChange } from './batch.js';

/**
 * One change of a chat that somebody asks for. A kind of change is one file: it says which rows it
 * wants to see, and judges; the judgement touches only the batch's copy of those rows.
 */
export interface Change<Answer> extends BatchedChange {
  /** Who else may change its chat in the same batch: anybody, all others than the same person, or nobody. */
  readonly sharesBatchWith: 'anybody' | 'others' | 'nobody';
  /** What it holds in memory while it waits. */
  readonly bytes: number;
  /**
   * Judges under the chat's lock, after every earlier change of the batch. It refuses before it changes anything.
   * @throws ApiError what the caller is told; RunAlone when it needs more than a change of a batch may load
   */
  judge(batch: Batch): Judged<Answer>;
}

/** What a change has come to; it is told after the commit. */
export interface Judged<Answer> {
  readonly answer: Answer | Reading<Answer>;
  /** Told to every server, when it raised the chat's number; and to the workers, when there is work. */
  readonly hints?: readonly Hint[];
}

/** A change whose answer is at hand when it is judged. */
export interface AnsweredChange<Answer> extends Change<Answer> {
  judge(batch: Batch): Judged<Answer> & { readonly answer: Answer };
}

/** An answer that is read as the last of the transaction, so that nothing of what comes later is in it. */
export class Reading<Answer> {
  constructor(
    readonly statement: Statement,
    readonly toAnswer: (rows: readonly unknown[]) => Answer,
  ) {}
}

/** Thrown by a judgement that needs more rows than a change of a batch may load: it is run again, by itself. */
export class RunAlone extends Error {}

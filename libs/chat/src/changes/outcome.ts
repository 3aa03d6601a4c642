import { ApiError } from '#libs/http';
import type { Batch } from './batch.js';
import { type Change, type Judged, Reading, RunAlone } from './change.js';
import { ParticipantRows } from './participant-rows.js';

/** What one change of a batch has come to: `held` waits for its chat's lock, `alone` is judged by itself. */
export type Outcome = Judged<unknown> | { readonly refusal: ApiError } | 'held' | 'alone';

export function judge(change: Change<unknown>, batch: Batch, isPatient: boolean): Outcome {
  if (!isPatient && batch.chats.get(change.chatId) === undefined && mayBeThere(change, batch)) return 'held';
  try {
    return change.judge(batch);
  } catch (error) {
    if (error instanceof RunAlone && !batch.isOfOne) return 'alone';
    if (error instanceof ApiError) return { refusal: error };
    throw new Misjudged(error);
  }
}

/** A chat that was not locked is held by somebody else, or is not there for this change. */
function mayBeThere({ chatId, actor: { userId } }: Change<unknown>, batch: Batch): boolean {
  return userId === undefined || batch.of(ParticipantRows).get(chatId, userId) !== undefined;
}

/** A judgement failed, so that nobody knows how far it had come. */
export class Misjudged extends Error {
  constructor(cause: unknown) {
    super('a judgement failed', { cause });
  }
}

export function readingOf(outcome: Outcome): Reading<unknown> | undefined {
  const isAnswered = typeof outcome === 'object' && 'answer' in outcome;
  return isAnswered && outcome.answer instanceof Reading ? outcome.answer : undefined;
}

export function withAnswer(outcome: Outcome, read: ReadonlyMap<Reading<unknown>, readonly unknown[]>): Outcome {
  const reading = readingOf(outcome);
  const rows = reading && read.get(reading);
  return rows === undefined ? outcome : { ...(outcome as Judged<unknown>), answer: reading!.toAnswer(rows) };
}

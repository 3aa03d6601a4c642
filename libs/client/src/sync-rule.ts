import type { ChangedFrame } from './wire.js';

export type Verdict = 'ignore' | 'apply' | 'pull';

/**
 * The rule that the whole of sync rests on: what to do with a frame, for a client whose chat stands at `mine`.
 * What is known already is ignored, what follows without a gap is applied, and for anything else the server is asked.
 */
export function judge(mine: number, frame: ChangedFrame): Verdict {
  const { seq, after = seq - 1 } = frame;
  if (seq <= mine) return 'ignore';
  return after <= mine && !isBare(frame) ? 'apply' : 'pull';
}

/** Too large to be sent whole. */
function isBare({ messages, chat, receipts }: ChangedFrame): boolean {
  return messages === undefined && chat === undefined && receipts === undefined;
}

/**
 * Whether this is the last frame that the user gets of a chat: they left it, or it was deleted. It is a sign to ask the
 * server, not a change to apply: it says nothing else of the chat, and the user may be back already.
 */
export function isFarewell({ chat }: ChangedFrame, userId: string): boolean {
  return chat !== undefined && (chat.status === 'DELETED' || !chat.participants.includes(userId));
}

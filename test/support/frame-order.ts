import { expect } from '@jest/globals';
import type { MessageDto } from '#libs/message';
import type { ChangedDto } from '#libs/realtime';

/**
 * Follows frames as a client at number `from` does that never pulls: each must begin where it is, or before, and lead
 * further. Frames may overlap, so what it has already is left out.
 * @returns where it comes to, and the messages in the order in which they came
 */
export function inFrameOrder(frames: readonly ChangedDto[], from: number): { seq: number; messages: MessageDto[] } {
  const messages: MessageDto[] = [];
  let mine = from;
  for (const { seq, after = seq - 1, messages: changed = [] } of frames) {
    expect(after).toBeLessThanOrEqual(mine);
    expect(seq).toBeGreaterThan(mine);
    messages.push(...changed.filter(({ change_seq }) => change_seq > mine));
    mine = seq;
  }
  return { seq: mine, messages };
}

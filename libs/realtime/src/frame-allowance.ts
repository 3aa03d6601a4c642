import { FrameCounter } from './frame-counter.js';

/** What one WebSocket may send: a person who types sends a frame in 2 s, and answers a ping in 15 s. */
export const MAX_FRAMES_PER_SECOND = 50;
const BURST_SECONDS = 4;
const MAX_BYTES_PER_SECOND = 16 * 1024;

/** How much one WebSocket has sent lately: frames of every kind, and bytes. Linear in the bytes that it is shown. */
export class FrameAllowance {
  private readonly counter = new FrameCounter();
  private frames = MAX_FRAMES_PER_SECOND * BURST_SECONDS;
  private bytes = MAX_BYTES_PER_SECOND * BURST_SECONDS;

  /** Times are of `performance.now()`. */
  constructor(private at: number) {}

  /** @returns whether these bytes, which come next, are within the limits; once they are not, nothing is */
  covers(chunk: Buffer, now: number): boolean {
    const seconds = (now - this.at) / 1000;
    this.at = now;
    this.frames = left(this.frames, MAX_FRAMES_PER_SECOND, seconds, this.counter.count(chunk));
    this.bytes = left(this.bytes, MAX_BYTES_PER_SECOND, seconds, chunk.length);
    return this.frames >= 0 && this.bytes >= 0;
  }
}

function left(before: number, perSecond: number, seconds: number, taken: number): number {
  if (before < 0) return before;
  return Math.min(perSecond * BURST_SECONDS, before + perSecond * seconds) - taken;
}

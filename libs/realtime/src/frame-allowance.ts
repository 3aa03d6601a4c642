import { FrameCounter } from './frame-counter.js';

/** Frames that one WebSocket may send. A typing person sends one in 2 s, and a pong every 15 s. */
export const MAX_FRAMES_PER_SECOND = 50;
const BURST_SECONDS = 4;
const MAX_BYTES_PER_SECOND = 16 * 1024;

/** A token bucket for the frames (of every kind) and bytes of one WebSocket. Linear in the bytes. */
export class FrameAllowance {
  private readonly counter = new FrameCounter();
  private frames = MAX_FRAMES_PER_SECOND * BURST_SECONDS;
  private bytes = MAX_BYTES_PER_SECOND * BURST_SECONDS;

  /** Times are of `performance.now()`. */
  constructor(private at: number) {}

  /** @returns whether the next bytes are within the limits; after the first false it always returns false */
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

import { MAX_BUFFERED } from '#libs/http';
import type { Connection } from './connection.js';
import type { Frame } from './frame.js';

/** Holds the frames of a feed until what comes before them has been sent; too many end its connection. */
export class HeldFrames {
  private held: Frame[] | undefined = [];
  private length = 0;

  constructor(private readonly connection: Connection) {}

  get isHolding(): boolean {
    return this.held !== undefined;
  }

  /** Sends a frame, or holds it until {@link release}. */
  send(frame: Frame): void {
    if (this.held === undefined) return this.connection.send(frame);
    this.held.push(frame);
    this.length += frame.length;
    if (this.length > MAX_BUFFERED) this.connection.end('slow');
  }

  /** Sends the first frames, then those that were held; from now on none is. */
  release(first: readonly Frame[]): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const frame of [...first, ...held]) this.connection.send(frame);
  }
}

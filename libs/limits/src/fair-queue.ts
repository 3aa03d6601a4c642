import { FairShare } from './fair-share.js';

/** A bounded queue, its places shared fairly, from which one piece of each person is taken in turn. */
export class FairQueue<T> {
  private readonly places: FairShare;
  /** By person, in the order of their turns. */
  private readonly waiting = new Map<string, Set<T>>();

  /** @param size pieces that may wait */
  constructor(size: number) {
    this.places = new FairShare(size);
  }

  hasAny(person: string): boolean {
    return this.waiting.has(person);
  }

  /** Nothing changes when it waits already. @returns false when there is no place for it */
  add(person: string, piece: T): boolean {
    const own = this.waiting.get(person) ?? new Set();
    if (own.has(piece)) return true;
    if (!this.places.mayTake(person)) return false;
    this.places.take(person);
    this.waiting.set(person, own.add(piece));
    return true;
  }

  /** Nothing changes when it does not wait. */
  remove(person: string, piece: T): void {
    const own = this.waiting.get(person);
    if (own === undefined || !own.delete(piece)) return;
    this.places.giveBack(person);
    if (own.size === 0) this.waiting.delete(person);
  }

  /** The oldest piece of whose turn it is, among those who may. */
  takeNext(may: (person: string) => boolean = () => true): readonly [person: string, piece: T] | undefined {
    for (const [person, own] of this.waiting) {
      const [piece] = own;
      if (piece === undefined || !may(person)) continue;
      this.remove(person, piece);
      // Behind everybody else who waits.
      if (this.waiting.delete(person)) this.waiting.set(person, own);
      return [person, piece];
    }
    return undefined;
  }
}

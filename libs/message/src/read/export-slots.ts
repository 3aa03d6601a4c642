import { Injectable } from '@nestjs/common';
import { refusal } from '#libs/http';
import { MessageErrors } from '../shown/message-errors.js';

/** Exports at once in this process, and of one person. */
const MAX_OF_PROCESS = 16;
const MAX_OF_PERSON = 3;

/** How many exports may be under way: each holds a page of messages until its client has read it. */
@Injectable()
export class ExportSlots {
  private readonly taken = new Map<string, number>();
  private total = 0;

  /**
   * Takes a slot for `person`. When half of all are taken, nobody gets a second one: nobody keeps the others out.
   * @returns gives the slot back
   * @throws ApiError 429 `too_many_exports`
   * @throws ApiError 503 `exports_busy`
   */
  take(person: string): () => void {
    const held = this.taken.get(person) ?? 0;
    if (held >= (this.total < MAX_OF_PROCESS / 2 ? MAX_OF_PERSON : 1)) throw refusal(MessageErrors.too_many_exports);
    if (this.total >= MAX_OF_PROCESS) throw refusal(MessageErrors.exports_busy);
    this.change(person, 1);
    return () => this.change(person, -1);
  }

  private change(person: string, by: number): void {
    this.total += by;
    const now = (this.taken.get(person) ?? 0) + by;
    if (now === 0) this.taken.delete(person);
    else this.taken.set(person, now);
  }
}

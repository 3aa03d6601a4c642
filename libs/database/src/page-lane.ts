import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { DatabaseUnavailable } from './database-error.js';
import { FairSlots } from './fair-slots.js';

/** In ms, as long as for a connection. */
const TURN_WITHIN_MS = 2_000;

/**
 * Reads of pages that are more than a short look: of chats, of GROUPs, of changes, with long messages. They get half of the
 * connections, and one person half of these. People take turns, so nobody who asks for hundreds of megabytes holds up others.
 */
@Injectable()
export class PageLane {
  private slots: FairSlots | undefined;

  constructor(private readonly database: Database) {}

  /** @param person who asks; undefined for a service as itself. @throws DatabaseUnavailable without a turn in 2 s */
  async run<T>(person: string | undefined, read: () => Promise<T>): Promise<T> {
    this.slots ??= slotsOf(this.database.load.most);
    const ran = await this.slots.run(person ?? '', AbortSignal.timeout(TURN_WITHIN_MS), read);
    if (ran === undefined) throw new DatabaseUnavailable(new Error('too many pages are read already'));
    return ran.done;
  }
}

function slotsOf(connections: number): FairSlots {
  const atOnce = Math.max(1, Math.floor(connections / 2));
  return new FairSlots({ atOnce, atOncePerPerson: Math.ceil(atOnce / 2), waiting: 5_000, waitingPerPerson: 500 });
}

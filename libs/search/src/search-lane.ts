import { Injectable } from '@nestjs/common';
import { Database, FairSlots, isOutOfTime, type Statement } from '#libs/database';
import { refusal } from '#libs/http';
import { SearchErrors } from './search-errors.js';

const TIME_LIMIT_MS = 2_000;
const LONGEST_WAIT_MS = 3_000;

/**
 * Runs the searches, which may take long. They get a quarter of the connections, so everything else keeps three
 * quarters. Each statement has 2 seconds. People take turns.
 */
@Injectable()
export class SearchLane {
  private slots: FairSlots | undefined;

  constructor(private readonly database: Database) {}

  /**
   * @param person who asks; undefined for a service as itself
   * @param field the field that makes the request slow
   * @throws ApiError 400 `search_too_slow`, or 503 `too_many_searches`
   */
  async query<Row>(person: string | undefined, field: string, statement: Statement): Promise<Row[]> {
    const wait = AbortSignal.timeout(LONGEST_WAIT_MS);
    this.slots ??= slotsOf(this.database.load.most);
    const ran = await this.slots.run(person ?? '', wait, () => this.run<Row>(field, statement));
    if (ran === undefined) throw refusal(SearchErrors.too_many_searches);
    return ran.done;
  }

  private async run<Row>(field: string, statement: Statement): Promise<Row[]> {
    try {
      return await this.database.queryWithin<Row>(TIME_LIMIT_MS, statement);
    } catch (error) {
      throw isOutOfTime(error) ? refusal(SearchErrors.search_too_slow, field) : error;
    }
  }
}

function slotsOf(connections: number): FairSlots {
  const atOnce = Math.max(1, Math.floor(connections / 4));
  return new FairSlots({ atOnce, atOncePerPerson: Math.ceil(atOnce / 2), waiting: 400, waitingPerPerson: 40 });
}

import { Injectable } from '@nestjs/common';
import { Database, PageLane, type Queryable } from '#libs/database';
import { type PageQuery, type PageRow, pageStatement } from './page-statement.js';

@Injectable()
export class PageRepository {
  constructor(
    private readonly database: Database,
    private readonly lane: PageLane,
  ) {}

  /** The rows of a page that an index finds; none when the chat is not there for the user. */
  page(db: Queryable, query: PageQuery): Promise<PageRow[]> {
    const read = () => db.query<PageRow>(pageStatement(query));
    return db === this.database ? this.lane.run(query.userId, read) : read();
  }
}

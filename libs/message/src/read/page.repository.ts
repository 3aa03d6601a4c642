import { Injectable } from '@nestjs/common';
import type { Queryable } from '#libs/database';
import { type PageQuery, type PageRow, pageStatement } from './page-statement.js';
import { type QuickRow, quickPageStatement, toQuickRows } from './quick-page.js';

@Injectable()
export class PageRepository {
  /** The rows of a page that an index finds; none when the chat is not there for the user. */
  async page(db: Queryable, query: PageQuery): Promise<PageRow[]> {
    const quick = quickPageStatement(query);
    const rows = quick && toQuickRows(await db.query<QuickRow>(quick));
    return rows ?? db.query<PageRow>(pageStatement(query));
  }
}

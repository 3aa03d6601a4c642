import { Injectable } from '@nestjs/common';
import { Database, type Queryable, readTogether } from '#libs/database';
import { PageLane } from './page-lane.js';
import { type PageQuery, type PageRow, pageStatement } from './page-statement.js';
import { type QuickPage, type QuickRow, quickPagesStatement, toQuickPage, toQuickRows } from './quick-page.js';

/** Each may be of 4 MB. */
const PAGES_TOGETHER = 4;

@Injectable()
export class PageRepository {
  private readonly quick = { older: this.quickPages('older'), newer: this.quickPages('newer') };

  constructor(
    private readonly database: Database,
    private readonly lane: PageLane,
  ) {}

  /** The rows of a page that an index finds; none when the chat is not there for the user. */
  async page(db: Queryable, query: PageQuery): Promise<PageRow[]> {
    const read = () => db.query<PageRow>(pageStatement(query));
    if (db !== this.database) return read();
    const page = toQuickPage(query);
    const rows = page && toQuickRows(page, await this.quick[page.walk].load(page));
    return rows ?? this.lane.run(query.userId, read);
  }

  private quickPages(walk: QuickPage['walk']) {
    return readTogether(async (pages: readonly QuickPage[]) => {
      const rows = await this.database.query<QuickRow>(quickPagesStatement(walk, pages));
      const found = pages.map((): QuickRow[] => []);
      for (const row of rows) found[row.place]?.push(row);
      return found;
    }, PAGES_TOGETHER);
  }
}

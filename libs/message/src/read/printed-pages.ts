import { Injectable } from '@nestjs/common';
import { ChatNotFound } from '#libs/chat';
import { Database, readTogether } from '#libs/database';
import type { PageQuery } from './page-statement.js';
import {
  type PrintedPage,
  type PrintedQuery,
  type PrintedRow,
  printedPagesStatement,
  toPrintedPage,
  toPrintedQuery,
} from './printed-page.js';

const PAGES_TOGETHER = 4;

/** Pages that PostgreSQL prints. */
@Injectable()
export class PrintedPages {
  private readonly pages = { older: this.pagesOf('older'), newer: this.pagesOf('newer') };

  constructor(private readonly database: Database) {}

  /**
   * @returns undefined when the page has to be read by its rows
   * @throws ChatNotFound when the chat is not there for the user
   */
  async find(query: PageQuery, isNewestFirst: boolean): Promise<PrintedPage | undefined> {
    const asked = toPrintedQuery(query, isNewestFirst);
    if (asked === undefined) return undefined;
    const row = await this.pages[asked.walk].load(asked);
    if (row === undefined) throw new ChatNotFound();
    return toPrintedPage(asked, row);
  }

  private pagesOf(walk: PrintedQuery['walk']) {
    return readTogether(async (queries: readonly PrintedQuery[]) => {
      const rows = await this.database.query<PrintedRow>(printedPagesStatement(walk, queries));
      const found = queries.map((): PrintedRow | undefined => undefined);
      for (const row of rows) found[row.place] = row;
      return found;
    }, PAGES_TOGETHER);
  }
}

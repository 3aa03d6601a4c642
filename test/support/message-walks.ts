import { expect } from '@jest/globals';
import type { MessageListDto } from '#libs/message';
import { ok } from './expectations.js';
import type { Person } from './person-of.js';

type Query = Record<string, string | number>;

/** Reads a chat page by page, from both servers in turn; each page has the next of these limits. */
export class MessageReader {
  private pages = 0;

  constructor(
    private readonly person: Person,
    private readonly chatId: number,
    private readonly limits: readonly number[],
  ) {}

  async page(query: Query): Promise<MessageListDto> {
    const nth = this.pages++;
    const limit = this.limits[nth % this.limits.length] ?? 50;
    const page = await ok(this.person.at(nth).listMessages(this.chatId, { ...query, limit }));
    expect(page.data.length).toBeLessThanOrEqual(limit);
    return page;
  }

  /** All pages from `query` on by cursor. */
  async walk(query: Query): Promise<MessageListDto[]> {
    const pages = [await this.page(query)];
    for (let cursor = pages[0]?.next_cursor; typeof cursor === 'string'; cursor = pages.at(-1)?.next_cursor)
      pages.push(await this.page({ cursor }));
    return pages;
  }
}

export function ids({ data }: MessageListDto): number[] {
  return data.map(({ id }) => id);
}

/** The ways through a whole chat; each gives the ids that it met, oldest first as the pages say. */
export const WALKS: Record<string, (reader: MessageReader, somewhere: number) => Promise<number[]>> = {
  'from the latest by cursor': async (reader) => (await reader.walk({})).toReversed().flatMap(ids),

  'from the latest by cursor, newest first': async (reader) =>
    (await reader.walk({ order: 'desc' })).flatMap(ids).toReversed(),

  'from the first by cursor': async (reader) => (await reader.walk({ order: 'asc' })).flatMap(ids),

  'from the first by cursor, pages turned': async (reader) =>
    (await reader.walk({ after: 0, order: 'desc' })).flatMap((page) => ids(page).toReversed()),

  'from the latest by `before`': async (reader) => {
    const met: number[] = [];
    for (let page = await reader.page({}); ; page = await reader.page({ before: met[0] ?? 1 })) {
      met.unshift(...ids(page));
      if (!page.has_more) return met;
    }
  },

  'from the first by `after`': async (reader) => {
    const met: number[] = [];
    for (let page = await reader.page({ after: 0 }); ; page = await reader.page({ after: met.at(-1) ?? 0 })) {
      met.push(...ids(page));
      if (!page.has_more) return met;
    }
  },

  'from the middle both ways': async (reader, somewhere) => {
    const older = (await reader.walk({ around: somewhere })).toReversed().flatMap(ids);
    expect(older).toContain(somewhere);
    return [...older, ...(await reader.walk({ after: older.at(-1) ?? 0 })).flatMap(ids)];
  },
};

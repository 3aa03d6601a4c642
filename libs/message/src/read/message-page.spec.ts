import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Anchor, PageRow } from './page-statement.js';
import { firstOfPage, toMessagePage } from './message-page.js';

type Side = 'older' | 'newer' | 'changes';

/** What the statement reads: one more than is wanted, in the order of ids, or of changes. */
const rowsOf = (ids: readonly number[], side?: Side, counted?: number): PageRow[] =>
  ids.map(
    (id) =>
      ({
        id,
        change_seq: id * 10,
        last_seq: 99,
        ...(side && { side, side_count: counted ?? ids.length }),
      }) as PageRow,
  );
const pageOf = (rows: PageRow[], anchor: Anchor, limit: number) => {
  const { messages, next } = toMessagePage(rows, anchor, limit);
  return [messages.map(({ id }) => id), next];
};

describe('a page', () => {
  it('without a message still says how far the chat is', () => {
    const anchor = { walk: 'newer', after: 7 } as const;
    const page = toMessagePage([{ id: null, last_seq: 12 }], anchor, 50);
    expect(page).toEqual({ messages: [], lastSeq: 12, next: undefined });
  });

  it('drops the row that only told that there is more, at the end where more is', () => {
    const older = { walk: 'older', before: 9 } as const;
    expect(pageOf(rowsOf([5, 6, 8]), older, 2)).toEqual([[6, 8], { walk: 'older', before: 6 }]);
    const newer = { walk: 'newer', after: 4 } as const;
    expect(pageOf(rowsOf([5, 6, 8]), newer, 2)).toEqual([[5, 6], { walk: 'newer', after: 6 }]);
    const changes = { walk: 'changes', seq: 40, id: 4 } as const;
    expect(pageOf(rowsOf([5, 6, 8]), changes, 2)).toEqual([[5, 6], { walk: 'changes', seq: 60, id: 6 }]);
  });

  it('goes on where rows were left out for their bytes, though fewer came than were asked for', () => {
    const newer = { walk: 'newer', after: 4 } as const;
    expect(pageOf(rowsOf([5, 6], 'newer', 3), newer, 50)).toEqual([[5, 6], { walk: 'newer', after: 6 }]);
  });

  it('around a message has half of it before, and goes on with what is older', () => {
    const around = { walk: 'around', id: 20 } as const;
    const rows = [...rowsOf([16, 17, 18, 19], 'older'), ...rowsOf([20, 21, 22, 23], 'newer')];
    expect(pageOf(rows, around, 5)).toEqual([[18, 19, 20, 21, 22], { walk: 'older', before: 18 }]);
    expect(pageOf(rowsOf([20, 21], 'newer'), around, 5)).toEqual([[20, 21], undefined]);
  });

  it.each(['older', 'newer'] as const)('walked to the end shows every message once: %s', (walk) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 })), fc.integer({ min: 1, max: 20 }), (given, limit) => {
        const ids = given.toSorted((a, b) => a - b);
        const seen: number[] = [];
        let anchor: Anchor | undefined = walk === 'older' ? { walk, before: undefined } : { walk, after: 0 };
        while (anchor !== undefined) {
          const page = toMessagePage(rowsOf(readFrom(ids, anchor, limit + 1)), anchor, limit);
          seen.push(...page.messages.map(({ id }) => id));
          anchor = page.next;
        }
        expect(seen.toSorted((a, b) => a - b)).toEqual(ids);
      }),
    );
  });
});

/** What stands at an anchor, as the statement would read it. */
function readFrom(ids: readonly number[], anchor: Anchor, count: number): number[] {
  if (anchor.walk === 'older') return ids.filter((id) => id < (anchor.before ?? Infinity)).slice(-count);
  if (anchor.walk === 'newer') return ids.filter((id) => id > anchor.after).slice(0, count);
  throw new Error('no walk of this test');
}

it('the beginning of a page of changes goes on behind its last message', () => {
  const anchor = { walk: 'changes', seq: 0, id: 0 } as const;
  const page = toMessagePage(rowsOf([1, 2, 3]), anchor, 3);
  expect(firstOfPage(page, 3)).toBe(page);
  expect(firstOfPage(page, 2)).toEqual({
    ...page,
    messages: page.messages.slice(0, 2),
    next: { walk: 'changes', seq: 20, id: 2 },
  });
  expect(firstOfPage({ ...page, messages: [] }, 2).next).toBe(page.next);
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasFilters, indexConditions, type MessageFilters, sparseConditions, sparseFilter } from './page-filters.js';

const filters: fc.Arbitrary<MessageFilters> = fc.record(
  {
    parentMessageId: fc.integer({ min: 1 }),
    threadRootId: fc.integer({ min: 1 }),
    messageType: fc.constantFrom('TEXT', 'IMAGE', 'FILE', 'SYSTEM'),
    isUser: fc.boolean(),
    status: fc.constantFrom('SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'),
    q: fc.string(),
  },
  { requiredKeys: [] },
);

describe('filters of messages', () => {
  it.each([
    [{}, undefined],
    [{ parentMessageId: 1, threadRootId: 1 }, undefined],
    [{ messageType: 'FILE' }, undefined],
    [{ status: 'FAILED' }, undefined],
    [{ status: 'SENDING' }, undefined],
    [{ messageType: 'TEXT' }, 'message_type'],
    [{ isUser: false }, 'is_user'],
    [{ status: 'READ', isUser: true }, 'status'],
    [{ q: 'order', status: 'READ' }, 'q'],
  ] as const)('%j: sparse is %s', (given, sparse) => {
    expect(sparseFilter(given)).toBe(sparse);
  });

  it('are none when each is undefined', () => {
    expect([hasFilters({}), hasFilters({ q: undefined }), hasFilters({ isUser: false })]).toEqual([false, false, true]);
  });

  it('become one condition each, and no value of a caller stands in the SQL', () => {
    fc.assert(
      fc.property(filters, (given) => {
        const values: unknown[] = [];
        const add = (value: unknown) => `$${values.push(value)}`;
        const conditions = [...indexConditions(given, add), ...sparseConditions(given, add)];
        const { q: _q, ...others } = given;
        expect(conditions).toHaveLength(Object.keys(others).length);
        const named = [...conditions.join(' ').matchAll(/\$(\d+)/g)].map(([, nth]) => Number(nth));
        expect(new Set(named)).toEqual(new Set(values.map((_value, nth) => nth + 1)));
        // A filter that no index serves is never left to the index alone.
        const isSparse = sparseConditions(given, add).length > 0 || given.q !== undefined;
        expect(isSparse).toBe(sparseFilter(given) !== undefined);
      }),
    );
  });
});

import fc from 'fast-check';

export const PEOPLE = ['alice', 'bob', 'carol'] as const;
export type Person = (typeof PEOPLE)[number];

/** One committed change of a GROUP of alice, bob and, now and then, carol. */
export type Change =
  | { readonly kind: 'send'; readonly by: Person; readonly key?: string }
  | { readonly kind: 'react'; readonly nth: number }
  | {
      readonly kind: 'mark';
      readonly by: Person;
      readonly nth: number;
      readonly isRead: boolean;
      readonly upTo: boolean;
    }
  | { readonly kind: 'rename' | 'come or go' };

const by = fc.constantFrom(...PEOPLE);
const nth = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 5, 8);

export const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), by }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('react' as const), nth }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('mark' as const), by, nth, isRead: fc.boolean(), upTo: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('rename' as const, 'come or go' as const) }) },
);

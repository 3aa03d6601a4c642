import { describe, expect, it } from '@jest/globals';
import type { Caller } from './caller.js';
import { Revocations } from './revocations.js';

const caller = (subject: string, issuedAt: number): Caller => ({
  subject,
  isService: false,
  issuedAt,
  expiresAt: Infinity,
});
const isRefused = (revocations: Revocations, one: Caller): boolean => {
  try {
    revocations.refuse(one);
    return false;
  } catch {
    return true;
  }
};

describe('revocations', () => {
  it('refuse what was issued before the moment, and never go back to an earlier one', () => {
    const revocations = new Revocations();
    const seen = () => [0, 1_999, 2_000].map((issuedAt) => isRefused(revocations, caller('alice', issuedAt)));
    expect(seen()).toEqual([false, false, false]);
    revocations.add([{ userId: 'alice', before: 2_000 }]);
    expect(seen()).toEqual([true, true, false]);
    revocations.add([{ userId: 'alice', before: 1_000 }]);
    expect(seen()).toEqual([true, true, false]);
    expect(isRefused(revocations, caller('bob', 0))).toBe(false);
  });

  it('of more people than are kept one by one still refuse all that they should', () => {
    const revocations = new Revocations();
    const people = Revocations.maxPeople + 3;
    revocations.add(Array.from({ length: people }, (_, nth) => ({ userId: `person-${nth}`, before: nth + 1 })));
    for (const nth of [0, 1, 2, 3, people - 1]) expect(isRefused(revocations, caller(`person-${nth}`, nth))).toBe(true);
    expect(isRefused(revocations, caller(`person-${people - 1}`, people))).toBe(false);
    // The three oldest are one, for everybody.
    expect([2, 3].map((issuedAt) => isRefused(revocations, caller('somebody', issuedAt)))).toEqual([true, false]);
  });

  it('tell who watches, once at most for each, and at once what was revoked before', () => {
    const revocations = new Revocations();
    const told: string[] = [];
    const watch = (one: Caller, name: string) => revocations.watch(one, () => told.push(name));
    const unwatch = watch(caller('alice', 1), 'gone');
    watch(caller('alice', 1), 'old');
    watch(caller('alice', 9), 'new');
    watch(caller('bob', 1), 'bob');
    unwatch();
    unwatch();
    revocations.add([{ userId: 'alice', before: 5 }]);
    revocations.add([{ userId: 'alice', before: 5 }]);
    expect(told).toEqual(['old']);
    watch(caller('alice', 4), 'late');
    expect(told).toEqual(['old', 'late']);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ChangeQueue, type Waiting } from './change-queue.js';
import type { Change } from './change.js';

interface Asked {
  readonly person: string;
  readonly chatId: number;
  readonly sharesBatchWith: Change<unknown>['sharesBatchWith'];
}

let clock = 0;

const waiting = ({ person, chatId, sharesBatchWith }: Asked, bytes = 100): Waiting => ({
  change: {
    chatId,
    sharesBatchWith,
    bytes,
    actor: { userId: person, senderId: person, isService: false },
    ids: {},
    wants: () => undefined,
    judge: () => ({ answer: undefined }),
  },
  since: clock++,
  resolve: () => undefined,
  reject: () => undefined,
});

const NOBODY_BUSY: ReadonlySet<number> = new Set();
const asked = fc.record<Asked>({
  person: fc.constantFrom('alice', 'bob', 'carol'),
  chatId: fc.integer({ min: 1, max: 4 }),
  sharesBatchWith: fc.constantFrom('anybody', 'anybody', 'others', 'nobody'),
});

describe('what waits to change a chat', () => {
  it('is taken once, in the order of each person and chat, and never beside what it must not share a chat with', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 300 }), fc.integer({ min: 1, max: 5 }), (all, mostChats) => {
        const queue = new ChangeQueue();
        const given = all.map((one) => waiting(one));
        for (const one of given) expect(queue.add(one)).toBe(true);
        const taken: Waiting[] = [];
        for (
          let batch = queue.take(NOBODY_BUSY, mostChats);
          batch.length > 0;
          batch = queue.take(NOBODY_BUSY, mostChats)
        ) {
          expect(batch.length).toBeLessThanOrEqual(100);
          expect(new Set(batch.map(({ change }) => change.chatId)).size).toBeLessThanOrEqual(mostChats);
          for (const { change } of batch) {
            const beside = batch.filter((other) => other.change !== change && other.change.chatId === change.chatId);
            if (change.sharesBatchWith === 'nobody') expect(beside).toEqual([]);
            const own = beside.filter((other) => other.change.actor.senderId === change.actor.senderId);
            if (change.sharesBatchWith === 'others') expect(own).toEqual([]);
          }
          taken.push(...batch);
        }
        expect(queue.size).toBe(0);
        expect(new Set(taken)).toEqual(new Set(given));
        expect(taken).toHaveLength(given.length);
        const line = (one: Waiting) => `${one.change.actor.senderId} ${one.change.chatId}`;
        for (const name of new Set(given.map(line)))
          expect(taken.filter((one) => line(one) === name)).toEqual(given.filter((one) => line(one) === name));
      }),
    );
  });

  it('gives each person a turn, however much another has waiting', () => {
    const queue = new ChangeQueue();
    for (let nth = 0; nth < 5_000; nth++)
      queue.add(waiting({ person: 'mallory', chatId: nth % 50, sharesBatchWith: 'anybody' }));
    queue.take(NOBODY_BUSY, 100);
    queue.add(waiting({ person: 'bob', chatId: 7, sharesBatchWith: 'nobody' }));
    const people = [queue.take(NOBODY_BUSY, 100), queue.take(NOBODY_BUSY, 100)]
      .flat()
      .map(({ change }) => change.actor.senderId);
    expect(people).toContain('bob');
  });

  it('leaves busy chats alone, and what is old is taken out', () => {
    const queue = new ChangeQueue();
    const [first, second] = [1, 2].map((chatId) => waiting({ person: 'alice', chatId, sharesBatchWith: 'anybody' }));
    queue.add(first!);
    queue.add(second!);
    expect(queue.take(new Set([1]), 100)).toEqual([second]);
    expect(queue.takeOlder(first!.since)).toEqual([]);
    expect(queue.takeOlder(first!.since + 1)).toEqual([first]);
    expect(queue.size).toBe(0);
  });

  it('is bounded in number and in bytes; one alone may be larger', () => {
    const queue = new ChangeQueue();
    const one = { person: 'alice', chatId: 1, sharesBatchWith: 'anybody' } as const;
    for (let nth = 0; nth < 10_000; nth++) expect(queue.add(waiting(one))).toBe(true);
    expect(queue.add(waiting(one))).toBe(false);

    const large = new ChangeQueue();
    const half = 40 * 1024 * 1024;
    expect(large.add(waiting(one, 2 * half))).toBe(true);
    expect(large.add(waiting(one, half))).toBe(false);
    expect(large.take(NOBODY_BUSY, 100)).toHaveLength(1);
    expect(large.add(waiting(one, half))).toBe(true);
  });
});

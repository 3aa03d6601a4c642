import { describe, expect, it } from '@jest/globals';
import { FairSlots } from './fair-slots.js';

describe('fair slots', () => {
  const never = new AbortController().signal;
  const limits = { atOnce: 3, atOncePerPerson: 2, waiting: 60, waitingPerPerson: 40 };

  /** Work that ends when it is told to. */
  const stage = (slots: FairSlots) => {
    const begun: { name: string; end: () => void }[] = [];
    const begin = (person: string, name: string, signal = never) =>
      slots.run(person, signal, () => new Promise<string>((resolve) => begun.push({ name, end: () => resolve(name) })));
    const soon = () => new Promise((resolve) => setImmediate(resolve));
    return { begun, begin, soon, names: () => begun.map(({ name }) => name) };
  };

  it("one person's forty do not come before another's one", async () => {
    const { begun, begin, soon, names } = stage(new FairSlots(limits));
    const forty = Array.from({ length: 40 }, (_, nth) => begin('mallory', `m${nth}`));
    await soon();
    expect(names()).toEqual(['m0', 'm1']);
    const [bob, carol] = [begin('bob', 'bob'), begin('carol', 'carol')];
    await soon();
    expect(names()).toEqual(['m0', 'm1', 'bob']);
    begun[0]!.end();
    await soon();
    // Mallory is next in the row, and has one at work then; carol comes before the one after.
    begun[1]!.end();
    await soon();
    expect(names().slice(3)).toContain('carol');
    for (let nth = 2; nth < 42; nth++) {
      begun[nth]!.end();
      await soon();
    }
    expect((await Promise.all([...forty, bob, carol])).map((ran) => ran?.done)).toEqual([
      ...Array.from({ length: 40 }, (_, nth) => `m${nth}`),
      'bob',
      'carol',
    ]);
  });

  it('refuses what would wait behind too many', async () => {
    const { begun, begin, soon } = stage(new FairSlots({ ...limits, waiting: 3, waitingPerPerson: 2 }));
    const mine = [1, 2, 3, 4].map((nth) => begin('mallory', `m${nth}`));
    await soon();
    expect(await begin('mallory', 'a fifth')).toBeUndefined();
    const bobs = [1, 2].map((nth) => begin('bob', `b${nth}`));
    expect(await begin('carol', 'beyond all')).toBeUndefined();
    for (let nth = 0; nth < 6; nth++) {
      begun[nth]!.end();
      await soon();
    }
    expect((await Promise.all([...mine, ...bobs])).every((ran) => ran !== undefined)).toBe(true);
  });

  it('gives up waiting when the signal aborts, and gives back the slot of what failed', async () => {
    const slots = new FairSlots({ ...limits, atOnce: 1 });
    const { begun, begin, soon } = stage(slots);
    const first = begin('alice', 'first');
    const aborting = new AbortController();
    const late = begin('bob', 'late', aborting.signal);
    await soon();
    aborting.abort();
    expect(await late).toBeUndefined();
    begun[0]!.end();
    await first;
    await expect(slots.run('bob', never, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await slots.run('bob', never, () => Promise.resolve('again'))).toEqual({ done: 'again' });
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Stretch, WalkEntry } from '../rows/chat-walk.repository.js';
import { walkPage } from './walk-page.js';
import type { WalkPlace } from './walk-step.js';

const BUCKET = 600_000;
const SIZES = { few: 3, many: 6, perPage: 12 };

/** Chats and when they last changed, as the index by bucket shows them. */
class Chats {
  private readonly changedAt = new Map<number, number>();

  constructor(private now: number) {}

  change(id: number, at: number): void {
    this.now = Math.max(this.now, at);
    this.changedAt.set(id, this.now);
  }

  at(id: number): number | undefined {
    return this.changedAt.get(id);
  }

  get all(): [id: number, at: number][] {
    return [...this.changedAt].sort(([id, at], [otherId, otherAt]) => at - otherAt || id - otherId);
  }

  readonly look = ({ bucket, afterId, most }: Stretch): Promise<WalkEntry[]> => {
    const entries = [...this.changedAt].map(([id, at]) => ({
      id,
      bucket: Math.floor(at / BUCKET),
      updated_at: new Date(at).toISOString(),
      is_asked_for: true,
      now: new Date(this.now + 1).toISOString(),
    }));
    return Promise.resolve(
      entries
        .filter((entry) => entry.bucket > bucket || (entry.bucket === bucket && entry.id > afterId))
        .sort((one, other) => one.bucket - other.bucket || one.id - other.id)
        .slice(0, most),
    );
  };
}

async function walk(chats: Chats, since: number, limit: number, between: (page: number) => void = () => {}) {
  const shown: { id: number; at: number }[] = [];
  let place: WalkPlace | undefined = { at: since, id: 0 };
  for (let page = 0; place !== undefined; page++) {
    const { entries, next }: Awaited<ReturnType<typeof walkPage>> = await walkPage(place, limit, chats.look, SIZES);
    expect(entries.length).toBeLessThanOrEqual(limit);
    shown.push(...entries.map(({ id, updated_at }) => ({ id, at: Date.parse(updated_at) })));
    // As on its way through a cursor.
    place = next && (JSON.parse(JSON.stringify(next)) as WalkPlace);
    between(page);
  }
  return shown;
}

const changes = (most: number) =>
  fc.array(fc.record({ id: fc.integer({ min: 1, max: 30 }), after: fc.nat({ max: 400_000 }) }), { maxLength: most });
const limit = fc.integer({ min: 1, max: 8 });

describe('a walk over every chat', () => {
  it('shows each once, in the order of their changes where a bucket holds few', () =>
    fc.assert(
      fc.asyncProperty(changes(60), limit, fc.nat({ max: 10 * BUCKET }), async (made, limit, since) => {
        const chats = new Chats(0);
        for (const [nth, { id, after }] of made.entries()) chats.change(id, nth * 200_000 + after);
        const expected = chats.all.filter(([, at]) => at >= since).map(([id, at]) => ({ id, at }));
        expect(await walk(chats, since, limit)).toEqual(expected);
      }),
    ));

  it('shows each once where many share a bucket, in the order of buckets', () =>
    fc.assert(
      fc.asyncProperty(changes(60), limit, fc.nat({ max: BUCKET }), async (made, limit, since) => {
        const chats = new Chats(0);
        for (const [nth, { id, after }] of made.entries()) chats.change(id, nth * 20_000 + Math.floor(after / 10));
        const expected = chats.all.filter(([, at]) => at >= since).map(([id]) => id);
        const shown = await walk(chats, since, limit);
        expect(shown.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
        const buckets = shown.map(({ at }) => Math.floor(at / BUCKET));
        expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
      }),
    ));

  it('misses nothing that was older than all that it has shown last, also when chats change meanwhile', () =>
    fc.assert(
      fc.asyncProperty(changes(60), changes(12), limit, async (made, meanwhile, limit) => {
        const chats = new Chats(0);
        for (const { id, after } of made) chats.change(id, after);
        const before = new Map(chats.all);
        let time = 400_000;
        const shown = await walk(chats, 0, limit, (page) => {
          const change = meanwhile[page];
          if (change !== undefined) chats.change(change.id, (time += 1 + Math.floor(change.after / 20)));
        });
        const known = new Map(shown.map(({ id, at }) => [id, at]));
        const latest = Math.max(0, ...known.values());
        for (const [id, at] of chats.all) {
          // Nothing that changed up to the latest of what was shown is unknown: the next walk may begin there.
          if (at < latest) expect([id, known.get(id)]).toEqual([id, at]);
          if (at === before.get(id)) expect([id, known.get(id)]).toEqual([id, at]);
        }
      }),
    ));
});

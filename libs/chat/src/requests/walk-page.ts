import { bucketOf } from '../rows/bucket.js';
import type { ChatView } from '../shown/chat-view.js';
import type { Stretch, WalkEntry } from '../rows/chat-walk.repository.js';
import { type FoundChat, inOrder, inPass, type Step, toFirstPass, type WalkPlace } from './walk-step.js';

/** How many entries are looked at. */
export interface Sizes {
  /** At once, which usually holds a page. */
  readonly few: number;
  /** At once, and the most chats of a bucket that are put into order. */
  readonly many: number;
  /** For one page, which is short when they do not fill it. */
  readonly perPage: number;
}

const SIZES: Sizes = { few: 500, many: 2_000, perPage: 20_000 };

export interface WalkPage {
  readonly chats: readonly ChatView[];
  /** Undefined at the end of all. */
  readonly next: WalkPlace | undefined;
}

type Look = (stretch: Stretch) => Promise<readonly WalkEntry[]>;

/** The next page of a walk over every chat; see {@link inOrder} and {@link inPass}. */
export async function walkPage(
  from: WalkPlace,
  limit: number,
  look: Look,
  sizes: Sizes = SIZES,
): Promise<{ entries: readonly WalkEntry[]; next: WalkPlace | undefined }> {
  const found: FoundChat[] = [];
  let next: WalkPlace | undefined = from;
  for (let looked = 0; next !== undefined && found.length <= limit && looked < sizes.perPage;) {
    const step: Step & { looked: number } = await stepFrom(next, look, sizes);
    found.push(...step.found);
    next = step.next;
    looked += step.looked;
  }
  const shown = found.slice(0, limit);
  return {
    entries: shown.map(({ entry }) => entry),
    next: found.length > limit ? shown.at(-1)?.place : next,
  };
}

async function stepFrom(place: WalkPlace, look: Look, { few, many }: Sizes): Promise<Step & { looked: number }> {
  const { turn } = place;
  const bucket = bucketOf(place.at);
  if (turn !== undefined) {
    const entries = await look({ bucket, afterId: turn.id, most: many });
    return { ...inPass(place, turn, entries, many), looked: many };
  }
  const entries = await look({ bucket, afterId: 0, most: few });
  const step = inOrder(place, entries, few);
  if (step !== undefined) return { ...step, looked: few };
  const more = await look({ bucket, afterId: 0, most: many });
  return { ...(inOrder(place, more, many) ?? { found: [], next: toFirstPass(place, more) }), looked: many };
}

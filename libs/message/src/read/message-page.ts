import type { Anchor, PageRow } from './page-statement.js';
import type { MessageView } from '../shown/message-view.js';

export interface MessagePage {
  /** In the order of ids, or of changes. */
  readonly messages: readonly MessageView[];
  readonly lastSeq: number;
  /** Where the walk goes on, when there is more. */
  readonly next: Anchor | undefined;
}

type Found = Extract<PageRow, { id: number }>;

/** Drops the rows that only told that there is more. */
export function toMessagePage(rows: readonly PageRow[], anchor: Anchor, limit: number): MessagePage {
  const found = rows.filter((row): row is Found => row.id !== null);
  const walk = anchor.walk === 'around' ? 'older' : anchor.walk;
  const ahead = found.filter(({ side = walk }) => side === walk);
  const wanted = anchor.walk === 'around' ? Math.floor(limit / 2) : limit;
  const kept = walk === 'older' ? ahead.slice(Math.max(0, ahead.length - wanted)) : ahead.slice(0, wanted);
  const behind = found.filter(({ side = walk }) => side !== walk).slice(0, limit - wanted);
  const messages = [...kept, ...behind];
  const hasMore = (ahead[0]?.side_count ?? ahead.length) > kept.length;
  return { messages, lastSeq: rows[0]?.last_seq ?? 0, next: hasMore ? goOn(walk, messages, anchor) : undefined };
}

/** The beginning of a page of changes, as if no more had been asked for. */
export function firstOfPage(page: MessagePage, limit: number): MessagePage {
  const messages = page.messages.slice(0, limit);
  const last = messages.at(-1);
  if (last === undefined || messages.length === page.messages.length) return page;
  return { ...page, messages, next: { walk: 'changes', seq: last.change_seq, id: last.id } };
}

function goOn(walk: 'older' | 'newer' | 'changes', messages: readonly MessageView[], anchor: Anchor): Anchor {
  const [first, last] = [messages[0], messages.at(-1)];
  if (first === undefined || last === undefined)
    return anchor.walk === 'around' ? { walk: 'older', before: anchor.id } : anchor;
  switch (walk) {
    case 'older':
    case 'newer':
      return beyond(walk, first.id, last.id);
    case 'changes':
      return { walk, seq: last.change_seq, id: last.id };
  }
}

/** Where a walk goes on behind a page from message `first` to `last`, by age. */
export function beyond(walk: 'older' | 'newer', first: number, last: number): Anchor {
  return walk === 'older' ? { walk, before: first } : { walk, after: last };
}

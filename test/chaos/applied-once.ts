import type { ChatReplica } from '#libs/client';

export interface AppliedOnce {
  /** Changes that came in frames and were taken. */
  frames: number;
  /** Numbers that were taken twice, or gone back behind. */
  readonly doubled: string[];
}

/** Watches a replica take its numbers; it does what it always does. */
export function watchReplica(replica: ChatReplica, seen: AppliedOnce): void {
  const apply = replica.apply.bind(replica);
  const applyPage = replica.applyPage.bind(replica);
  let reached = replica.seq;
  const goTo = (seq: number) => {
    if (seq < reached) seen.doubled.push(`chat ${replica.chat?.id}: back from ${reached} to ${seq}`);
    reached = Math.max(reached, seq);
  };
  replica.apply = (frame) => {
    const verdict = apply(frame);
    if (verdict === 'apply') {
      seen.frames++;
      if (frame.seq <= reached) seen.doubled.push(`chat ${frame.chat_id}: ${frame.seq} again, after ${reached}`);
    }
    goTo(replica.seq);
    return verdict;
  };
  replica.applyPage = (page, isLast) => {
    applyPage(page, isLast);
    goTo(replica.seq);
  };
}

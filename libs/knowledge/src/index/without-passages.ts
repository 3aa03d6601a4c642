import { POSTING_BYTES } from '../rows/packed-posting.js';

/** A block of postings as it is read to be changed; empty when nothing has to change. */
export interface StoredBlock {
  readonly term: string;
  readonly first_id: number;
  /** Of a page that is full. */
  readonly is_last: boolean;
  /** In base64. */
  readonly packed: string | null;
}

export interface PostingChange {
  readonly term: string;
  readonly firstId: number;
  /** Empty: the block goes. */
  readonly packed: Buffer;
}

/** What blocks become when some passages are gone: those that hold any of them. */
export function withoutPassages(blocks: readonly StoredBlock[], gone: ReadonlySet<number>): PostingChange[] {
  return blocks.flatMap(({ term, first_id: firstId, packed }) => {
    if (packed === null) return [];
    const bytes = Buffer.from(packed, 'base64');
    const kept: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += POSTING_BYTES)
      if (!gone.has(firstId + bytes.readUInt16BE(at))) kept.push(bytes.subarray(at, at + POSTING_BYTES));
    return kept.length * POSTING_BYTES === bytes.length ? [] : [{ term, firstId, packed: Buffer.concat(kept) }];
  });
}

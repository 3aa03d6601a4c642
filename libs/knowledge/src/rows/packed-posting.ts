/**
 * The postings of a term are packed into blocks, a row each, because a row a posting would cost PostgreSQL more to read
 * than a million passages may cost in all. A posting is four bytes: how far the passage's id is behind that of the
 * block's first (16 bits, big-endian), how often the term occurs in the passage, and the passage's length in terms.
 */
export const POSTING_BYTES = 4;

/** Ids of one block are less than this apart. */
export const BLOCK_SPAN = 65_536;

/** A block of this size, in bytes, is full; the batch that fills it may add as much again. */
export const FULL_BLOCK_BYTES = 2_000;

export const MOST_OCCURRENCES = 255;
export const LONGEST_PASSAGE = 255;

/** SQL: the bytes of a posting out of its columns, as the lower half of an int8; PostgreSQL's integers are big-endian. */
export const packedPostingSql = (behind: string, occurrences: string, length: string): string =>
  `substring(int8send((${behind})::bigint * 65536 + (${occurrences}) * 256 + (${length})) FROM 5)`;

/** SQL: what goes before a block when several are sent as one: its first passage's id, and its size in bytes. */
export const blockHeaderSql = (firstId: string, packed: string): string =>
  `int4send(${firstId}) || int4send(octet_length(${packed}))`;

/** Receives each block of one term: its postings are the bytes from `start` to `end`. */
export type ReadBlock = (firstId: number, start: number, end: number) => void;

export function readBlocks(packed: Buffer, read: ReadBlock): void {
  for (let at = 0; at < packed.length;) {
    const [firstId, bytes] = [packed.readInt32BE(at), packed.readInt32BE(at + 4)];
    read(firstId, at + 8, at + 8 + bytes);
    at += 8 + bytes;
  }
}

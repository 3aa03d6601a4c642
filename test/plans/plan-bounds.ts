interface Bounds {
  readonly rows: number;
  readonly buffers: number;
}

/**
 * What a statement may read that has to do with one GROUP of 500 people, each of whom may have a row on another page, or
 * with a page of 50 messages.
 */
const USUAL: Bounds = { rows: 1_000, buffers: 600 };

/** Statements that read more, by the beginning of their name, with the reason. */
const MORE: readonly (Bounds & { readonly of: string; readonly because: string })[] = [
  { of: 'message.list-newer', rows: 1_500, buffers: 2_500, because: 'an export reads 500 messages at once' },
  { of: 'message.list-', rows: 6_500, buffers: 10_500, because: 'of 51 messages, each with the marks of 50 people' },
  {
    of: 'message.list-changes',
    rows: 13_000,
    buffers: 32_000,
    because: 'a webhook tells 100 messages, each with the marks of 50 people',
  },
  { of: 'message.list-older-by-messages', rows: 52_000, buffers: 35_000, because: 'a stretch is 10,000 messages' },
  { of: 'message.list-newer-by-messages', rows: 52_000, buffers: 35_000, because: 'a stretch is 10,000 messages' },
  {
    of: 'message.list-older-by-words',
    rows: 7_000,
    buffers: 14_000,
    because: 'a stretch is 1,000 messages that match, and 2,000 that wait to be indexed',
  },
  {
    of: 'message.list-newer-by-words',
    rows: 7_000,
    buffers: 14_000,
    because: 'a stretch is 1,000 messages that match, and 2,000 that wait to be indexed',
  },
  { of: 'search.move-texts', rows: 3_000, buffers: 30_000, because: '500 texts are indexed at once' },
  {
    of: 'chat.list',
    rows: 3_000,
    buffers: 3_500,
    because:
      'none of the 1,000 chats of a person may have the status; a GROUP of 500 is listed, five times where it is all that there is',
  },
  {
    of: 'message.page-',
    rows: 3_200,
    buffers: 600,
    because: 'up to four pages at once, and PostgreSQL reads a small table whole',
  },
  {
    of: 'chat.find',
    rows: 3_200,
    buffers: 600,
    because: 'several are asked for at once, and PostgreSQL reads a small table whole',
  },
  {
    of: 'chat.walked',
    rows: 11_000,
    buffers: 600,
    because: 'of 20 chats, for each of which a small table is read whole',
  },
  { of: 'chat.heads-since', rows: 10_100, buffers: 10_500, because: '10,000 chats are looked at at once' },
  {
    of: 'chat.walk',
    rows: 2_100,
    buffers: 2_200,
    because: 'up to 2,000 chats that share ten minutes are put into order',
  },
  {
    of: 'message.find',
    rows: 1_000,
    buffers: 900,
    because: 'of a GROUP of 500 whose rows have just moved on a minute',
  },
  { of: 'message.get', rows: 1_000, buffers: 900, because: 'of a GROUP of 500 whose rows have just moved on a minute' },
  {
    of: 'message.load',
    rows: 1_000,
    buffers: 900,
    because: 'of a GROUP of 500 whose rows have just moved on a minute',
  },
  {
    of: 'participant.count-present',
    rows: 1_000,
    buffers: 900,
    because: 'of a GROUP of 500 whose rows have just moved on a minute',
  },
  { of: 'chat.heads', rows: 2_100, buffers: 5_500, because: 'a feed follows the latest 1,000 chats' },
  {
    of: 'participant.peers',
    rows: 2_600,
    buffers: 3_500,
    because: 'no index has the order of the 1,000 chats of a person',
  },
  { of: 'knowledge.behind-of-owner', rows: 9_000, buffers: 15_000, because: 'of all the 1,000 chats of the owner' },
  {
    of: 'knowledge.question-words-of-owner',
    rows: 9_000,
    buffers: 24_000,
    because: 'of all the 1,000 chats of the owner',
  },
  { of: 'knowledge.insert-passages', rows: 1_500, buffers: 600, because: 'a small table is read whole' },
  { of: 'knowledge.rewrite', rows: 4_000, buffers: 600, because: '1,000 blocks at once; a small table is read whole' },
  {
    of: 'knowledge.postings-of-owner',
    rows: 30_000,
    buffers: 24_000,
    because: 'of all the 1,000 chats of the owner, for each of which what is being forgotten is looked through',
  },
  { of: 'embedding.behind-of-owner', rows: 9_000, buffers: 20_000, because: 'of all the 1,000 chats of the owner' },
  {
    of: 'embedding.bare',
    rows: 3_000,
    buffers: 600,
    because: 'of a stretch of passages, where PostgreSQL reads a small table whole',
  },
  { of: 'embedding.count', rows: 1_100, buffers: 100, because: 'of all the 1,000 chats of the owner' },
  { of: 'embedding.page', rows: 45_000, buffers: 1_500, because: 'every vector is compared; some are of another size' },
  { of: 'chat.list-filtered', rows: 250_000, buffers: 60_000, because: 'q looks through all that a person can see' },
  {
    of: 'message-work.claim-',
    rows: 1_000,
    buffers: 600,
    because: 'it passes what is under way: here 500 of a person',
  },
  {
    of: 'receipt.load-span',
    rows: 60_000,
    buffers: 25_000,
    because: 'one that runs by itself counts what a watermark passes, at most half of the chat',
  },
  { of: 'receipt.load-spans', rows: 15_000, buffers: 15_000, because: 'of 12 people, 1,000 messages each' },
  { of: 'receipt.drop-covered', rows: 5_500, buffers: 500, because: 'a small table is read whole' },
  { of: 'message.touch', rows: 200, buffers: 3_000, because: 'a mark changes all messages whose marks it passes' },
  { of: 'retention.purge-', rows: 10_500, buffers: 45_000, because: 'a batch is 5,000 rows' },
  { of: 'retention.edge-', rows: 5_500, buffers: 6_000, because: 'a batch is 5,000 rows' },
];

/** What only a database with pgvector runs, which the tests' has not; and what has no plan. */
export const NEVER_HERE = ['transaction.*', 'embedding.add-column', 'embedding.insert-pgvector', 'embedding.nearest'];

export function boundsOf(name: string): Bounds {
  const [longest] = MORE.filter(({ of }) => name.startsWith(of)).toSorted((a, b) => b.of.length - a.of.length);
  return longest ?? USUAL;
}

/** A pattern may end with `*`. */
export function isAmong(patterns: readonly string[], name: string): boolean {
  return patterns.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
}

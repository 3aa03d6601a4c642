import { describe, expect, it } from '@jest/globals';
import { until } from '../../../test/support/until.js';
import { ClientError } from './client-error.js';
import { ReadReceipts } from './read-receipts.js';

const NEVER = 3_600_000;

/** Requests are answered by hand: 200, or another status as an error. */
function receipts(maxMs = 0) {
  const stop = new AbortController();
  const told: number[] = [];
  const errors: number[] = [];
  const kept: string[] = [];
  const marks = new Map<number, number>();
  const open: ((status: number, retryAfterMs?: number) => void)[] = [];
  const reader = new ReadReceipts({
    backOff: { baseMs: maxMs, maxMs },
    stopped: stop.signal,
    send: (messageId) => {
      told.push(messageId);
      return new Promise<void>((resolve, reject) => {
        open.push((status, retryAfterMs) =>
          status === 200 ? resolve() : reject(new ClientError(status, undefined, { retryAfterMs })),
        );
      });
    },
    readUpTo: (chatId) => marks.get(chatId) ?? 0,
    keep: (unsent) => kept.push(JSON.stringify(unsent)),
    onError: ({ status }) => errors.push(status),
  });
  /** Answers the next request, as soon as there is one. */
  const answer = async (status: number, retryAfterMs?: number) => {
    await until(() => open.length > 0);
    open.shift()?.(status, retryAfterMs);
  };
  return { reader, told, kept, errors, marks, open, answer, stop };
}

describe('what was read', () => {
  it('is told one request at a time for a chat, the latest only, never backward', async () => {
    const { reader, told, answer, open } = receipts();
    for (const id of [3, 5, 4, 9, 8]) reader.read(1, id);
    reader.read(2, 6);
    await until(() => open.length === 2);
    expect(told).toEqual([3, 6]);
    await answer(200);
    await answer(200);
    await answer(200);
    expect(told).toEqual([3, 6, 9]);
  });

  it('is not told when the replica knows it', async () => {
    const { reader, told, marks, answer } = receipts();
    marks.set(1, 7);
    for (const id of [6, 7, 8]) reader.read(1, id);
    await answer(200);
    expect(told).toEqual([8]);
  });

  it('is told again while there is no answer', async () => {
    const { reader, told, errors, answer } = receipts();
    reader.read(1, 3);
    for (const status of [0, 401, 503]) await answer(status);
    await until(() => told.length === 4);
    reader.read(1, 4);
    await answer(0);
    await answer(200);
    expect([told, errors]).toEqual([[3, 3, 3, 3, 4], []]);
  });

  it('is told at once when the feed is back', async () => {
    const { reader, told, answer, open, stop } = receipts(NEVER);
    reader.read(1, 3);
    await answer(503);
    // The pause begins a moment after the answer; a wake before it counts as well.
    reader.wake();
    await until(() => open.length > 0);
    expect(told).toEqual([3, 3]);
    stop.abort();
  });

  it('is not told before the server wants it', async () => {
    const { reader, told, answer, stop } = receipts();
    reader.read(1, 3);
    await answer(503, NEVER);
    reader.read(2, 6);
    reader.wake();
    for (const status of [503, 429, 0, 200]) await answer(status);
    expect(told).toEqual([3, 6, 6, 6, 6]);
    stop.abort();
  });

  it('is given up when it is refused: silently when it is gone', async () => {
    const { reader, told, errors, answer } = receipts();
    reader.read(1, 3);
    await answer(404);
    reader.read(2, 4);
    await answer(403);
    await until(() => errors.length > 0);
    reader.read(2, 5);
    await answer(200);
    expect([told, errors]).toEqual([[3, 4, 5], [403]]);
  });

  it('is kept until the server knows it, and told in the next life', async () => {
    const { reader, kept, answer } = receipts();
    reader.read(1, 3);
    expect(kept.at(-1)).toBe('[{"chatId":1,"messageId":3}]');
    await answer(200);
    await until(() => kept.at(-1) === '[]');
    const next = receipts();
    next.reader.restore([
      { chatId: 1, messageId: 3 },
      { chatId: 2, messageId: 9 },
    ]);
    await until(() => next.open.length === 2);
    expect(next.told).toEqual([3, 9]);
  });

  it('is kept of a bounded number of chats', () => {
    const { reader, kept } = receipts();
    for (let chatId = 1; chatId <= 1_200; chatId++) reader.read(chatId, chatId);
    const unsent = JSON.parse(kept.at(-1)!) as { chatId: number }[];
    expect([unsent.length, unsent[0]?.chatId]).toEqual([1_000, 201]);
  });
});

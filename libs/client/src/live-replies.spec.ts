import { describe, expect, it } from '@jest/globals';
import { until } from '../../../test/support/until.js';
import { ChatApi } from './chat-api.js';
import { ChatSync } from './chat-sync.js';
import { MessagePages } from './message-pages.js';
import { Slots } from './slots.js';
import type { DeltaFrame, Message } from './wire.js';

const TEXT = 'Within 30 days 😀 of delivery.';
const POINTS = [...TEXT];

/** A chat with one reply, of which the server has some text; `before` is done before each answer, or answers itself. */
async function stage(before: (search: URLSearchParams) => number | Response | void = () => undefined) {
  const stored = { content: '', status: 'SENDING' as Message['status'], seq: 2 };
  const closed = new AbortController();
  const asked: string[] = [];
  let changes = 0;
  const reply = () => ({
    id: 2,
    chat_id: 1,
    sender_id: 'assistant',
    content: stored.content,
    status: stored.status,
    change_seq: stored.seq,
  });
  const answer = (search: URLSearchParams) => {
    asked.push(search.toString());
    const status = before(search);
    if (status instanceof Response) return status;
    if (status !== undefined) return new Response('{}', { status });
    return Response.json({ data: [reply()], next_cursor: null, last_seq: stored.seq, epoch: 'one' });
  };
  const api = new ChatApi({
    url: 'http://chat.example.com',
    fetch: (url) => Promise.resolve(answer(new URL(url as string).searchParams)),
    token: () => 'token',
  });
  const sync = new ChatSync({
    pages: new MessagePages(api, 1, closed.signal),
    window: 'all',
    slots: new Slots(1, closed.signal),
    backOff: { baseMs: 0, maxMs: 0 },
    signal: closed.signal,
    onChanged: () => changes++,
    onDropped: () => undefined,
  });
  await sync.open();
  return {
    stored,
    sync,
    closed,
    /** Requests that were for the reply alone. */
    reads: () => asked.filter((search) => search.includes('around=2')),
    shown: () => sync.replica.messages[0]?.content,
    changes: () => changes,
  };
}

const piece = (from: number, to: number): DeltaFrame => ({
  type: 'delta',
  chat_id: 1,
  message_id: 2,
  attempt: 1,
  offset: from,
  text: POINTS.slice(from, to).join(''),
});

describe('replies that are being written', () => {
  it('grow, and listeners are told', async () => {
    const { sync, shown, changes, reads } = await stage();
    const before = changes();
    sync.delta(piece(0, 6));
    sync.delta(piece(3, 9));
    sync.delta(piece(3, 9));
    expect([shown(), changes() - before, reads()]).toEqual(['Within 30', 2, []]);
  });

  it('are read once when a piece is missing, and go on with what came meanwhile', async () => {
    const { stored, sync, shown, reads } = await stage();
    sync.delta(piece(0, 6));
    stored.content = POINTS.slice(0, 10).join('');
    for (let at = 9; at < POINTS.length; at++) sync.delta(piece(at, at + 1));
    await until(() => shown() === TEXT);
    expect(reads()).toEqual(['around=2&limit=1']);
  });

  it('are read again when that is not answered', async () => {
    const failures = [503, 429];
    const { stored, sync, shown, reads } = await stage((search) => (search.has('around') ? failures.pop() : undefined));
    stored.content = TEXT;
    await until(() => {
      sync.delta(piece(9, 10));
      return shown() === TEXT;
    });
    expect(reads()).toHaveLength(3);
  });

  it('are not read again before the server wants it', async () => {
    const headers = { 'retry-after': '3600' };
    const later = await stage((search) =>
      search.has('around') ? new Response('{}', { status: 503, headers }) : undefined,
    );
    later.sync.delta(piece(9, 10));
    await until(() => later.reads().length === 1);
    const failures = [503, 429];
    const { stored, sync, shown } = await stage((search) => (search.has('around') ? failures.pop() : undefined));
    stored.content = TEXT;
    await until(() => {
      for (const one of [sync, later.sync]) one.delta(piece(9, 10));
      return shown() === TEXT;
    });
    expect(later.reads()).toHaveLength(1);
    later.closed.abort();
  });

  it('lose nothing to an answer that is older', async () => {
    const { stored, sync, shown } = await stage();
    sync.delta(piece(0, 12));
    stored.content = POINTS.slice(0, 6).join('');
    sync.replica.applyPage(
      {
        data: [{ ...sync.replica.messages[0]!, content: stored.content }],
        has_more: false,
        next_cursor: null,
        last_seq: 2,
      },
      true,
    );
    expect(shown()).toBe(POINTS.slice(0, 12).join(''));
  });

  it('wait for the pull that may bring them', async () => {
    const { stored, sync, shown, reads } = await stage();
    stored.content = POINTS.slice(0, 3).join('');
    stored.seq = 3;
    sync.head(3);
    sync.delta(piece(3, 8));
    await until(() => shown() === POINTS.slice(0, 8).join(''));
    expect(reads()).toEqual([]);
  });

  it('are pulled when reading one shows that more has changed', async () => {
    const { stored, sync, reads } = await stage();
    Object.assign(stored, { content: TEXT, status: 'SENT', seq: 3 });
    sync.delta(piece(9, 12));
    await until(() => sync.replica.seq === 3);
    expect(sync.replica.messages).toMatchObject([{ content: TEXT, status: 'SENT' }]);
    expect(reads()).toHaveLength(1);
  });
});

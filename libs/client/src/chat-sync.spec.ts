import { describe, expect, it } from '@jest/globals';
import { ChatModel } from '../../../test/support/chat-model.js';
import { until } from '../../../test/support/until.js';
import { ChatApi } from './chat-api.js';
import { ChatSync, type Window } from './chat-sync.js';
import { MessagePages } from './message-pages.js';
import { Slots } from './slots.js';

const LIMIT = 100;
const send = { kind: 'send', by: 'alice' } as const;

/** A sync whose requests a model answers; `before` is done before each answer, and may answer in its place. */
function stage(
  window: Window = 'all',
  before: (search: URLSearchParams) => number | Response | void = () => undefined,
) {
  const model = new ChatModel();
  const dropped: number[] = [];
  const closed = new AbortController();
  const answer = (search: URLSearchParams) => {
    const status = before(search);
    if (status instanceof Response) return status;
    if (status !== undefined) return new Response('{}', { status });
    const [cursor, limit] = [search.get('cursor'), Number(search.get('limit') ?? LIMIT)];
    const isSync = cursor !== null || search.has('after_seq');
    const from = search.get('before');
    return Response.json(
      isSync
        ? { ...model.page(cursor ?? Number(search.get('after_seq')), limit), epoch }
        : model.older(limit, from === null ? undefined : Number(from)),
    );
  };
  let epoch = 'one';
  const api = new ChatApi({
    url: 'http://chat.example.com',
    fetch: (url) => Promise.resolve(answer(new URL(url as string).searchParams)),
    token: () => 'token',
  });
  const sync = new ChatSync({
    pages: new MessagePages(api, 1, closed.signal),
    window,
    slots: new Slots(1, closed.signal),
    backOff: { baseMs: 0, maxMs: 0 },
    signal: closed.signal,
    onChanged: () => undefined,
    onDropped: ({ status }) => dropped.push(status),
  });
  return { model, sync, dropped, closed, failOver: () => (epoch = 'two') };
}

describe('the sync of a chat', () => {
  it('opens a window out of two answers of the same number', async () => {
    const disturbing = [send, send];
    const { model, sync } = stage(2, (search) => {
      const change = search.has('after_seq') ? undefined : disturbing.pop();
      if (change !== undefined) model.commit(change);
    });
    for (let nth = 0; nth < 5; nth++) model.commit(send);
    await sync.open();
    expect(sync.replica.messages).toEqual(model.history[model.seq]?.messages.slice(-2));
    expect([sync.replica.seq, sync.replica.hasOlder]).toEqual([model.seq, true]);
  });

  it('takes all of a chat that changes between any two answers', async () => {
    let requests = 0;
    const { model, sync } = stage(2, () => {
      if (requests++ < 12) model.commit(send);
    });
    await sync.open();
    expect(sync.replica.messages).toEqual(model.history[sync.replica.seq]?.messages);
    expect(sync.replica.hasOlder).toBe(false);
  });

  it('judges what arrives during a pull when it has ended, and asks for what is beyond', async () => {
    const isEarly = { value: true };
    const { model, sync } = stage('all', () => {
      if (!isEarly.value) return;
      isEarly.value = false;
      for (let nth = 0; nth < 150; nth++) sync.changed(model.commit(send)!);
      sync.head(model.seq);
    });
    await sync.open();
    await until(() => sync.replica.seq === model.seq);
    expect(sync.replica.messages).toEqual(model.history[model.seq]?.messages);
  });

  it('tries again until there is an answer', async () => {
    const failures = [500, 503, 429, 401, 401];
    const { model, sync } = stage('all', () => failures.pop());
    model.commit(send);
    await sync.open();
    expect(sync.replica.seq).toBe(model.seq);
  });

  it('does not ask again before the server wants it, even when the feed is back', async () => {
    let asked = 0;
    const later = stage('all', () => {
      asked++;
      return new Response('{}', { status: 503, headers: { 'retry-after': '3600' } });
    });
    const opening = later.sync.open();
    await until(() => asked === 1);
    const failures = [500, 503, 429];
    const { sync } = stage('all', () => failures.pop());
    later.sync.hello('one', 1);
    await sync.open();
    expect([asked, failures]).toEqual([1, []]);
    later.closed.abort();
    await opening;
  });

  it('ends when the chat is not theirs', async () => {
    const { sync, dropped } = stage('all', () => 404);
    await sync.open();
    expect(dropped).toEqual([404]);
  });

  it('fetches everything again when commits were lost, and shows the old until then', async () => {
    const { model, sync, failOver } = stage();
    for (let nth = 0; nth < 3; nth++) model.commit(send);
    await sync.open();
    const before = sync.replica.messages;
    sync.replica.apply({ type: 'changed', chat_id: 1, seq: 50, after: 1, messages: [{ ...before[0]!, id: 99 }] });
    failOver();
    sync.hello('two', model.seq);
    expect(sync.replica.messages).toHaveLength(4);
    await until(() => sync.replica.seq === model.seq);
    expect(sync.replica.messages).toEqual(before);
  });

  it('finds out in an answer, too, that commits were lost', async () => {
    const { model, sync, failOver } = stage();
    model.commit(send);
    await sync.open();
    sync.replica.apply({ type: 'changed', chat_id: 1, seq: 50, after: 1, messages: [] });
    failOver();
    sync.head(51);
    await until(() => sync.replica.seq === model.seq);
  });

  it('fetches everything when the server has fewer changes than it', async () => {
    const { model, sync } = stage();
    model.commit(send);
    await sync.open();
    sync.replica.apply({ type: 'changed', chat_id: 1, seq: 50, after: model.seq, messages: [] });
    sync.hello('one', model.seq);
    await until(() => sync.replica.seq === model.seq);
    expect(sync.replica.messages).toEqual(model.history[model.seq]?.messages);
  });

  it('adds older messages of its own number only', async () => {
    const disturbing = [send, send];
    const { model, sync } = stage(2, (search) => {
      const change = search.has('before') ? disturbing.pop() : undefined;
      if (change !== undefined) model.commit(change);
    });
    for (let nth = 0; nth < 5; nth++) model.commit(send);
    await sync.open();
    await sync.loadOlder(2);
    expect(sync.replica.messages).toEqual(model.history[model.seq]?.messages.slice(-6));
    await sync.loadOlder(2);
    expect(sync.replica.messages).toEqual(model.history[model.seq]?.messages);
  });

  it('gives up after a while to add older messages', async () => {
    const { model, sync } = stage(2, (search) => {
      if (search.has('before')) model.commit(send);
    });
    for (let nth = 0; nth < 5; nth++) model.commit(send);
    await sync.open();
    await expect(sync.loadOlder(2)).rejects.toThrow('changes faster');
  });
});

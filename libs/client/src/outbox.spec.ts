import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holds, PROPERTY_TIMEOUT } from '../../../test/support/property.js';
import { until } from '../../../test/support/until.js';
import { ClientError } from './client-error.js';
import { Outbox, OutboxFull } from './outbox.js';
import { memoryStorage, type OutboxStorage, OutboxStore } from './outbox-store.js';
import type { Message, Problem } from './wire.js';

const REFUSED: Problem = {
  type: 'urn:chat-system-api:problem:chat_archived',
  title: 'Chat archived',
  status: 400,
  detail: 'the chat is archived',
  instance: '/api/v1/chats/1/messages',
  code: 'chat_archived',
  request_id: 'one',
};

/** In an hour, says the server. */
const LATER = new ClientError(503, undefined, { retryAfterMs: 3_600_000 });

type Answer = 'sent' | 'refused' | 'no answer' | 'lost answer' | ClientError | number;

/** A server that answers each attempt as it is told; `lost answer`: it has the message, and nobody hears of it. */
class Server {
  readonly log: string[] = [];
  readonly has = new Map<string, Message>();
  mostAtOnce = 0;
  private running = 0;

  constructor(private readonly answers: (key: string) => Answer) {}

  async deliver(chatId: number, body: object): Promise<Message> {
    const key = String((body as { client_message_id: string }).client_message_id);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
    await Promise.resolve();
    this.running--;
    const answer = this.answers(key);
    if (answer === 'no answer') throw new ClientError(0);
    if (answer === 'refused') throw new ClientError(400, REFUSED);
    if (answer instanceof ClientError) throw answer;
    if (typeof answer === 'number') throw new ClientError(answer);
    if (!this.has.has(key)) this.log.push(`${chatId} ${key}`);
    this.has.set(key, { id: this.has.size + 1, chat_id: chatId, client_message_id: key } as Message);
    if (answer === 'lost answer') throw new ClientError(0);
    return this.has.get(key)!;
  }
}

function outbox(
  server: Server,
  { storage = memoryStorage(), limit = 1_000 }: { storage?: OutboxStorage; limit?: number } = {},
) {
  const stop = new AbortController();
  const onError = (error: unknown) => server.log.push(String(error));
  const store = new OutboxStore({ storage, timeoutMs: 1_000, stopped: stop.signal, onError });
  const box = new Outbox({
    keep: (entries) => store.save({ entries }),
    limit,
    backOff: { baseMs: 0, maxMs: 0 },
    stopped: stop.signal,
    send: (chatId, body) => server.deliver(chatId, body),
    isHeld: () => true,
    onChanged: () => undefined,
  });
  const load = async () => box.restore((await store.load()).entries);
  return { box, stop, load };
}

/** Some attempts that fail, and what the last one brings. */
const fate = fc.record({
  chat: fc.integer({ min: 1, max: 6 }),
  failures: fc.array(fc.constantFrom<Answer>('no answer', 'lost answer', 401, 408, 429, 500, 503), { maxLength: 3 }),
  end: fc.constantFrom<Answer>('sent', 'sent', 'sent', 'refused'),
});

describe('the outbox', () => {
  it(
    'sends each message once, those of a chat in order, and goes on after one that is refused',
    () =>
      holds(100, fc.record({ given: fc.array(fate, { maxLength: 20 }), early: fc.nat({ max: 20 }) }), async (run) => {
        const left = new Map(run.given.map(({ failures, end }, nth) => [`m${nth}`, [...failures, end]]));
        const server = new Server((key) => left.get(key)?.shift() ?? 'sent');
        const { box, stop, load } = outbox(server);
        const add = ({ chat }: (typeof run.given)[number], nth: number) =>
          box.add(chat, { content: 'Hello', client_message_id: `m${nth}` }).sent;
        const before = run.given.slice(0, run.early).map(add);
        await load();
        const after = run.given.slice(run.early).map((one, nth) => add(one, nth + before.length));
        const outcomes = await Promise.allSettled([...before, ...after]);
        stop.abort();
        const isTaken = (nth: number) => run.given[nth]?.end === 'sent';
        expect(outcomes.map(({ status }) => status)).toEqual(
          run.given.map((_, nth) => (isTaken(nth) ? 'fulfilled' : 'rejected')),
        );
        for (const chat of new Set(run.given.map((one) => one.chat))) {
          const sent = run.given.flatMap((one, nth) =>
            one.chat === chat && (isTaken(nth) || one.failures.includes('lost answer')) ? [`${chat} m${nth}`] : [],
          );
          expect(server.log.filter((line) => line.startsWith(`${chat} `))).toEqual(sent);
          const failed = run.given.flatMap((one, nth) => (one.chat === chat && !isTaken(nth) ? [`m${nth}`] : []));
          expect(box.of(chat).map((entry) => entry.clientMessageId)).toEqual(failed);
        }
        expect(server.mostAtOnce).toBeLessThanOrEqual(4);
      }),
    PROPERTY_TIMEOUT,
  );

  it('keeps what is refused, with the reason, until it is sent again or discarded', async () => {
    let answer: Answer = 'refused';
    const server = new Server(() => answer);
    const { box, stop, load } = outbox(server);
    await load();
    const one = box.add(1, { content: 'one' });
    const two = box.add(1, { content: 'two' });
    await Promise.allSettled([one.sent, two.sent]);
    expect(box.of(1).map((entry) => entry.toStored().problem)).toEqual([REFUSED, REFUSED]);
    answer = 'sent';
    await box.retry(one.clientMessageId).sent;
    box.discard(two.clientMessageId);
    expect([box.of(1), server.log]).toEqual([[], [`1 ${one.clientMessageId}`]]);
    expect(() => box.retry(two.clientMessageId)).toThrow(RangeError);
    stop.abort();
  });

  it('sends what is written in the turn in which the last one left', async () => {
    let answer: Answer = 'refused';
    const server = new Server(() => answer);
    const { box, stop, load } = outbox(server);
    await load();
    const one = box.add(1, { content: 'one' });
    await Promise.allSettled([one.sent]);
    // By then nothing of the chat is being sent any more.
    await new Promise((resolve) => setImmediate(resolve));
    answer = 'sent';
    box.discard(one.clientMessageId);
    const two = box.add(1, { content: 'two' });
    await until(() => server.has.has(two.clientMessageId));
    stop.abort();
  });

  it('sends again what another life of the application left, before anything new', async () => {
    const storage = memoryStorage();
    const down = outbox(new Server(() => 'no answer'), { storage });
    await down.load();
    const left = ['a', 'b'].map((key) => down.box.add(1, { content: key, client_message_id: key }));
    await until(async () => (await storage.load())?.includes('"b"') === true);
    down.stop.abort(new Error('the application ended'));
    await Promise.allSettled(left.map(({ sent }) => sent));
    const server = new Server(() => 'sent');
    const up = outbox(server, { storage });
    const added = up.box.add(1, { content: 'new', client_message_id: 'c' });
    await up.load();
    await added.sent;
    expect(server.log).toEqual(['1 a', '1 b', '1 c']);
    await until(async () => (await storage.load())?.includes('"entries":[]') === true);
    up.stop.abort();
  });

  it('does not try again before the server wants it, and does not hold up other chats', async () => {
    const asked: string[] = [];
    const failures: Answer[] = ['no answer', 503, 429, 500, 'no answer'];
    const server = new Server((key) => {
      asked.push(key);
      if (key === 'later') return LATER;
      return failures.pop() ?? 'sent';
    });
    const { box, stop, load } = outbox(server);
    await load();
    box.add(1, { content: 'one', client_message_id: 'later' });
    await until(() => asked.length === 1);
    const { sent } = box.add(2, { content: 'two', client_message_id: 'soon' });
    box.wake();
    await sent;
    box.wake();
    await box.add(2, { content: 'three', client_message_id: 'next' }).sent;
    expect(asked).toEqual(['later', 'soon', 'soon', 'soon', 'soon', 'soon', 'soon', 'next']);
    stop.abort();
  });

  it('takes what the replica holds for sent, also when its own request fails', async () => {
    const server = new Server(() => 'no answer');
    const { box, stop, load } = outbox(server);
    await load();
    const { sent } = box.add(1, { content: 'one', client_message_id: 'a' });
    box.settle(1, () => ({ id: 7 }) as Message);
    expect(await sent).toEqual({ id: 7 });
    expect(box.of(1)).toEqual([]);
    stop.abort();
  });

  it('takes a bounded number, and none twice', () => {
    const { box, stop } = outbox(new Server(() => 'sent'), { limit: 2 });
    box.add(1, { content: 'one', client_message_id: 'a' });
    expect(() => box.add(2, { content: 'again', client_message_id: 'a' })).toThrow(RangeError);
    box.add(1, { content: 'two' });
    expect(() => box.add(1, { content: 'three' })).toThrow(OutboxFull);
    stop.abort();
  });

  it('tells when it cannot be kept, and sends all the same', async () => {
    const server = new Server(() => 'sent');
    const full: OutboxStorage = {
      load: () => null,
      save: () => {
        throw new Error('the storage is full');
      },
    };
    const { box, stop, load } = outbox(server, { storage: full });
    await load();
    await box.add(1, { content: 'one', client_message_id: 'a' }).sent;
    stop.abort();
    expect(server.log.slice(0, 2)).toEqual(['Error: the storage is full', '1 a']);
  });
});

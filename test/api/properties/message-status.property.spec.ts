import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from '../../support/api-client.js';
import { type ApiServer, startApi } from '../../support/api-server.js';
import { ok } from '../../support/expectations.js';
import { holds, PROPERTY_TIMEOUT } from '../../support/property.js';

const STEPS = ['SENDING', 'SENT', 'DELIVERED', 'READ'];
const POSTS = 4;

/** A message of the chat: who posts it, and whether it is confirmed only later. */
interface Post {
  readonly by: number;
  readonly isUser: boolean;
  readonly isConfirmedLater: boolean;
}

/** Somebody's receipt, or the sender's confirmation of its own message. */
type Report =
  | { readonly nth: number; readonly by: number; readonly status: 'DELIVERED' | 'READ'; readonly up_to: boolean }
  | { readonly nth: number; readonly by: 'sender'; readonly status: 'SENT' };

interface Stage {
  readonly chatId: number;
  readonly readers: readonly ApiClient[];
  readonly senders: readonly ApiClient[];
  readonly ids: readonly number[];
}

const reader = fc.nat({ max: 2 });
const post = fc.record({ by: reader, isUser: fc.boolean(), isConfirmedLater: fc.boolean() });
const receipt = fc.record({
  nth: fc.nat({ max: POSTS - 1 }),
  by: reader,
  status: fc.constantFrom('DELIVERED' as const, 'READ' as const),
  up_to: fc.boolean(),
});

/** What happens, and the same things in another order. */
const story = fc
  .record({
    posts: fc.array(post, { minLength: POSTS, maxLength: POSTS }),
    receipts: fc.array(receipt, { minLength: 1, maxLength: 9 }),
  })
  .chain(({ posts, receipts }) => {
    const confirmations = posts.flatMap(({ isConfirmedLater }, nth): Report[] =>
      isConfirmedLater ? [{ nth, by: 'sender', status: 'SENT' }] : [],
    );
    const reports: Report[] = [...receipts, ...confirmations];
    const shuffled = fc.shuffledSubarray(reports, { minLength: reports.length });
    return fc.record({ posts: fc.constant(posts), one: shuffled, other: shuffled });
  });

describe.each(['GROUP', 'PERSONAL'] as const)('receipts in a %s chat', (chatType) => {
  const isGroup = chatType === 'GROUP';
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it(
    'end in the same state in every order of arrival, one by one or at once',
    () =>
      holds(6, story, async ({ posts, one, other }) => {
        const slow = await begin(posts);
        let before = await statuses(slow);
        for (const report of one) {
          await make(slow, report);
          const after = await statuses(slow);
          after.forEach((step, nth) => expect(step).toBeGreaterThanOrEqual(before[nth] ?? 0));
          before = after;
        }
        const fast = await begin(posts);
        await Promise.all(other.map((report) => make(fast, report)));
        const expected = expectedEnd(posts, one);
        expect(await end(slow)).toEqual(expected);
        expect(await end(fast)).toEqual(expected);
      }),
    PROPERTY_TIMEOUT,
  );

  async function begin(posts: readonly Post[]): Promise<Stage> {
    const owner = api.user('owner');
    const readers = isGroup ? [owner, api.user('bob'), api.user('carol')] : [owner];
    const bot = api.service('bot');
    const participants = isGroup ? readers.map(({ userId }) => userId) : undefined;
    const { id: chatId } = await ok(owner.createChat({ chat_type: chatType, participants }));
    const stage = { chatId, readers, senders: posts.map(({ by }) => readers[by] ?? bot) };
    const ids: number[] = [];
    for (const [nth, { isUser, isConfirmedLater }] of posts.entries()) {
      const sender = stage.senders[nth] ?? bot;
      const status = isConfirmedLater ? 'SENDING' : 'SENT';
      const sent = sender.sendMessage(chatId, { content: 'Hello', is_user: isGroup || isUser, status });
      ids.push((await ok(sent)).id);
    }
    return { ...stage, ids };
  }

  async function make({ ids, readers, senders }: Stage, { nth, by, ...body }: Report): Promise<void> {
    const client = by === 'sender' ? senders[nth] : readers[by % readers.length];
    await ok(client!.updateMessageStatus(ids[nth]!, body));
  }

  async function statuses({ chatId, readers }: Stage): Promise<number[]> {
    const { data } = await ok(readers[0]!.listMessages(chatId));
    return data.map(({ status }) => STEPS.indexOf(status));
  }

  async function end({ chatId, readers }: Stage) {
    const { data } = await ok(readers[0]!.listMessages(chatId));
    const chats = await Promise.all(readers.map((client) => ok(client.getChat(chatId))));
    return {
      messages: data.map(({ status, receipts }) => ({ status, receipts })),
      unread: chats.map(({ unread_count }) => unread_count),
    };
  }

  /** api.md: a receipt reaches its message, with `up_to` every earlier one that is addressed to the reader too. */
  function expectedEnd(posts: readonly Post[], reports: readonly Report[]) {
    const people = isGroup ? [0, 1, 2] : [0];
    const isAddressed = (to: number, { by, isUser }: Post) => (isGroup ? by !== to : !isUser);
    const has = (who: number, nth: number, step: number) =>
      reports.some(
        (report) =>
          report.by !== 'sender' &&
          report.by % people.length === who &&
          STEPS.indexOf(report.status) >= step &&
          ((report.nth === nth && (!isGroup || posts[nth]!.by !== who)) ||
            (report.up_to && report.nth > nth && isAddressed(who, posts[nth]!))),
      );
    const messages = posts.map((_, nth) => {
      const delivered = people.filter((who) => has(who, nth, 2)).length;
      const read = people.filter((who) => has(who, nth, 3)).length;
      const status = read > 0 ? 'READ' : delivered > 0 ? 'DELIVERED' : 'SENT';
      return { status, receipts: isGroup ? { recipients: 2, delivered, read } : undefined };
    });
    const unread = people.map((who) => posts.filter((post, nth) => isAddressed(who, post) && !has(who, nth, 3)).length);
    return { messages, unread };
  }
});

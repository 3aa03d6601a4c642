import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ok } from '../../support/expectations.js';
import { MessageReader, WALKS } from '../../support/message-walks.js';
import { holds, PROPERTY_TIMEOUT } from '../../support/property.js';
import { freshly, SyncedChat } from '../../support/synced-chat.js';
import { startTwoServers, type TwoServers } from '../../support/two-servers.js';

const WRITERS = 4;
const POSTS = 6;

/** One change by one person; `post` is one of the messages that were there first. */
interface Change {
  readonly who: number;
  readonly post: number;
  readonly what: 'send' | 'reply' | 'react' | 'read' | 'read up to' | 'rename' | 'remove reaction';
}

const WHAT: Change['what'][] = ['send', 'reply', 'react', 'read', 'read up to', 'rename', 'remove reaction'];
const change = fc.record({
  who: fc.nat({ max: WRITERS - 1 }),
  post: fc.nat({ max: POSTS - 1 }),
  what: fc.constantFrom(...WHAT),
});
const limits = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

describe('the numbers of a chat', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());

  it(
    'rise by exactly one for each change, however many come at once',
    () =>
      holds(10, fc.array(change, { minLength: 2, maxLength: 24 }), async (changes) => {
        const stage = await begin();
        const owner = stage.people[0]!.at(0);
        // Only what is a change whenever it comes: a removal or a repetition may be none.
        const firsts = changes.filter(
          (one, nth) =>
            one.what === 'send' ||
            one.what === 'reply' ||
            one.what === 'rename' ||
            (one.what === 'react' && changes.findIndex((other) => isSame(one, other)) === nth),
        );
        const before = (await ok(owner.getChat(stage.chatId))).last_seq;
        const numbers = await Promise.all(firsts.map((one, nth) => carryOut(stage, one, nth)));
        const after = (await ok(owner.getChat(stage.chatId))).last_seq;
        expect(after).toBe(before + firsts.length);
        expect(numbers.toSorted((a, b) => a - b)).toEqual(firsts.map((_, nth) => before + nth + 1));
      }),
    PROPERTY_TIMEOUT,
  );

  it(
    'bring a reader who applies what came after its own to what a fresh reader sees',
    () =>
      holds(
        5,
        fc.record({
          given: fc.array(change, { minLength: 10, maxLength: 40 }),
          sizes: limits,
        }),
        async ({ given: changes, sizes }) => {
          const stage = await begin();
          const [reader, { chatId }] = [stage.people[1]!, stage];
          const copy = new SyncedChat([reader.at(0), reader.at(1)], chatId, sizes);
          let isWriting = true;
          const following = (async () => {
            while (isWriting) await copy.pull();
          })();
          for (let nth = 0; nth < changes.length; nth += WRITERS)
            await Promise.all(changes.slice(nth, nth + WRITERS).map((one) => carryOut(stage, one, nth)));
          isWriting = false;
          await following;
          const shown = await copy.pull();
          const other = new SyncedChat([reader.at(0)], chatId, [100]);
          expect(shown).toEqual(await other.pull());
          expect(copy.watermarks).toEqual(other.watermarks);
          expect(shown).toEqual(await freshly(reader.at(0), chatId));
          const walk = await WALKS['from the first by cursor']!(new MessageReader(reader, chatId, [100]), 0);
          expect(shown.messages.map(({ id }) => id)).toEqual(walk);
        },
      ),
    PROPERTY_TIMEOUT,
  );

  async function begin() {
    const people = Array.from({ length: WRITERS }, (_, nth) => servers.user(`p${nth}`));
    const owner = people[0]!.at(0);
    const participants = people.map(({ userId }) => userId);
    const { id: chatId } = await ok(owner.createChat({ chat_type: 'GROUP', participants }));
    const posts: number[] = [];
    for (let nth = 0; nth < POSTS; nth++) posts.push((await ok(owner.sendMessage(chatId, `post ${nth}`))).id);
    return { people, chatId, posts };
  }

  /** @returns the number of the change */
  async function carryOut(stage: Awaited<ReturnType<typeof begin>>, { who, post, what }: Change, nth: number) {
    const { chatId, people, posts } = stage;
    const client = people[who]!.at(nth);
    const messageId = posts[post]!;
    const rename = { action: 'rename', title: `title ${nth}` };
    const system = { content: 'renamed', message_type: 'SYSTEM', message_metadata: rename };
    const answers = {
      send: () => client.sendMessage(chatId, 'one more'),
      reply: () => client.sendMessage(chatId, { content: 'reply', parent_message_id: messageId }),
      react: () => client.addReaction(messageId, `r${post}`),
      'remove reaction': () => client.removeReaction(messageId, `r${post}`),
      read: () => client.updateMessageStatus(messageId, { status: 'READ' }),
      'read up to': () => client.updateMessageStatus(messageId, { status: 'READ', up_to: true }),
      rename: () => people[0]!.at(nth).sendMessage(chatId, system),
    };
    return (await ok(answers[what]())).change_seq;
  }
});

function isSame(one: Change, other: Change): boolean {
  return one.what === other.what && one.who === other.who && one.post === other.post;
}

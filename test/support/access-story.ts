import fc from 'fast-check';
import type { ApiClient } from './api-client.js';
import type { AccessChange, GuardedChat } from './guarded-chat.js';
import type { GuardedWorld, Search } from './guarded-world.js';

const PEOPLE = 4;
const CHATS = 7;
/** In messages and questions alike, so that every question has many answers, most of which are not for the asker. */
const TOPICS = ['harbour', 'lantern', 'ledger', 'orchard', 'violin', 'granite'] as const;

const person = fc.nat({ max: PEOPLE - 1 });
const chat = fc.nat({ max: CHATS - 1 });
const topics = fc.subarray([...TOPICS], { minLength: 1, maxLength: 3 });

const newChat = fc.record({
  kind: fc.constantFrom('PERSONAL' as const, 'PERSONAL' as const, 'GROUP' as const),
  owner: fc.nat({ max: 1 }),
  members: fc.subarray([0, 1, 2, 3]),
  isOwnersChats: fc.boolean(),
  isAnswered: fc.nat({ max: 3 }).map((nth) => nth > 0),
});

/** `of`: whose secret it asks for. Strangers ask too. */
const search = fc.record({
  kind: fc.constant('search' as const),
  by: person,
  isStranger: fc.nat({ max: 2 }).map((nth) => nth === 0),
  chat,
  of: chat,
  topics,
  isOwnersChats: fc.boolean(),
});
const change = fc.record({
  kind: fc.constant('change' as const),
  chat,
  who: person,
  what: fc.constantFrom<AccessChange>(
    'DELETED',
    'DELETED',
    'ACTIVE',
    'ACTIVE',
    'ACTIVE',
    'ARCHIVED',
    'remove',
    'remove',
    'add',
    'add',
  ),
});
const step = fc.oneof(
  { weight: 10, arbitrary: search },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('ask' as const), by: person, chat, topics }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('search across' as const),
      searches: fc.array(search, { minLength: 1, maxLength: 3 }),
      // Of chats that are asked in, or of others.
      changes: fc.array(fc.tuple(change, fc.boolean()), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 5, arbitrary: change },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('tell' as const),
      by: person,
      chat,
      topics,
      as: fc.constantFrom('TEXT' as const, 'FILE' as const, 'bytes' as const),
    }),
  },
);

/** Who has which chats, and what they do; what is in one list happens at once. */
export const accessStory = fc.record({
  chats: fc.array(newChat, { minLength: CHATS, maxLength: CHATS }),
  lists: fc.array(fc.array(step, { minLength: 1, maxLength: 5, size: 'max' }), {
    minLength: 10,
    maxLength: 18,
    size: 'max',
  }),
});

type Told<Value> = Value extends fc.Arbitrary<infer Inner> ? Inner : never;
type Step = Told<typeof step>;

/** Plays a story; the world knows what came out that must not. */
export async function playAccess(world: GuardedWorld, { chats, lists }: Told<typeof accessStory>): Promise<void> {
  for (const { owner, members, ...options } of chats)
    await world.create({
      ...options,
      isOwnersChats: options.isOwnersChats && options.kind === 'PERSONAL',
      owner: world.people[owner]!,
      members: options.kind === 'GROUP' ? members.filter((nth) => nth !== owner).map((nth) => world.people[nth]!) : [],
    });
  // Much of what is asked for, other chats alone can answer.
  for (const [nth, one] of world.chats.entries()) {
    await tell(one, one.owner, 'TEXT', [TOPICS[nth % TOPICS.length]!]);
    await tell(one, one.owner, 'FILE', [TOPICS[(nth + 2) % TOPICS.length]!]);
  }
  for (const list of lists) await Promise.all(list.map((one) => carryOut(world, one)));
}

async function carryOut(world: GuardedWorld, given: Step): Promise<void> {
  const chatOf = ({ chat: nth }: { readonly chat: number }) => world.chats[nth]!;
  switch (given.kind) {
    case 'search':
      return world.search(searchOf(world, given));
    case 'search across': {
      const searches = given.searches.map((one) => searchOf(world, one));
      const changes = given.changes.map(([{ what, who, chat: nth }, isThere], place) => {
        const { chat: at, by } = searches[place % searches.length]!;
        return () => (isThere ? at.change(what, by) : world.chats[nth]!.change(what, world.people[who]!));
      });
      return world.searchAcross(searches, changes);
    }
    case 'ask':
      return world.ask(anybodyIn(chatOf(given), given.by), chatOf(given), `What of the ${given.topics.join(' and ')}?`);
    case 'change':
      return chatOf(given).change(given.what, world.people[given.who]!);
    case 'tell':
      return tell(chatOf(given), anybodyIn(chatOf(given), given.by), given.as, given.topics);
  }
}

function searchOf(world: GuardedWorld, given: Told<typeof search>): Search {
  const chatAsked = world.chats[given.chat]!;
  const by = given.isStranger ? world.people[given.by]! : anybodyIn(chatAsked, given.by);
  const text = `What of the ${given.topics.join(' and ')} ${world.chats[given.of]!.word}?`;
  return { by, chat: chatAsked, isOwnersChats: given.isOwnersChats, text };
}

function anybodyIn({ owner, options: { members } }: GuardedChat, nth: number): ApiClient {
  return [owner, ...members][nth % (members.length + 1)]!;
}

function tell(to: GuardedChat, by: ApiClient, as: 'TEXT' | 'FILE' | 'bytes', about: readonly string[]): Promise<void> {
  const text = about.map((topic) => `The ${topic} belongs to ${to.word}, whatever they say.`).join(' ');
  if (as === 'TEXT') return to.tell(by, text);
  const bytes = { encoding: 'base64', media_type: 'text/plain' };
  const metadata = { filename: `${to.word}.txt`, ...(as === 'bytes' && bytes) };
  const content = as === 'bytes' ? Buffer.from(text).toString('base64') : text;
  return to.tell(by, content, { message_type: 'FILE', message_metadata: metadata });
}

// What is measured: W1 to W8 and WH, each a list of requests to take turns.
import { chat, chats, mark, page, react, send } from './requests.mjs';

const REACTIONS = ['like', 'love', 'laugh', 'wow', 'sad', 'fire'];

/** Draws one request; `fresh` has messages that nobody has marked or reacted to, each but once. */
const draw = {
  W1: ({ world, random }) => {
    const chatId = 1 + random(world.chats);
    return send(world.ownerOf(chatId), chatId);
  },
  W2: ({ world, random }) => {
    const chatId = world.bigChats[random(5)];
    return page(world.ownerOf(chatId), chatId);
  },
  W3: ({ world, random }) => {
    const chatId = world.bigChats[random(5)];
    const { messages } = world.shape;
    return page(world.ownerOf(chatId), chatId, Math.floor(messages * 0.3) + random(Math.floor(messages * 0.4)));
  },
  W4: ({ world, random }) => {
    const chatId = 1 + random(world.chats);
    return chat(world.ownerOf(chatId), chatId);
  },
  W5: ({ world, random }) => chats(`u${1 + random(world.shape.people)}`),
  W6: ({ world, random, fresh }) => {
    const { id, chatId } = fresh();
    return mark(world.ownerOf(chatId), id, ['DELIVERED', 'READ'][random(2)]);
  },
  W7: ({ world, random, fresh }) => {
    const { id, chatId } = fresh();
    return react(world.ownerOf(chatId), id, REACTIONS[random(REACTIONS.length)]);
  },
  W8: (how) => {
    const percent = how.random(100);
    if (percent < 40) return draw.W2(how);
    if (percent < 60) return draw.W5(how);
    if (percent < 70) return draw.W4(how);
    if (percent < 90) return draw.W1(how);
    return percent < 95 ? draw.W6(how) : draw.W7(how);
  },
  WH: ({ world }) => send(world.ownerOf(2), 2),
};

export const WORKS = Object.keys(draw);

/** What it is called in the table. */
export const TITLES = {
  W1: 'send, different chats',
  W2: 'latest 50 of 100,000',
  W3: '50 from the middle',
  W4: 'one chat',
  W5: '20 latest of 1,000 chats',
  W6: 'mark',
  W7: 'react',
  W8: '70 % reads, 30 % writes',
  WH: 'send, all into one chat',
};

/** How many messages of `fresh` so many requests need. */
export function freshNeeded(work, requests) {
  if (work === 'W8') return Math.ceil(requests * 0.15);
  return work === 'W6' || work === 'W7' ? requests : 0;
}

/** Where repeating changes nothing of what it costs, so many take turns. */
const ENOUGH = { WH: 100, W2: 500, W5: 1_000, W3: 8_000, W4: 8_000, W1: 8_000 };

export function requestsOf(work, how, count) {
  return Array.from({ length: Math.min(count, ENOUGH[work] ?? count) }, () => draw[work](how));
}

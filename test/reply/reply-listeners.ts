import { expect } from '@jest/globals';
import type { ChatClient, Message } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { ok } from '../support/expectations.js';
import { liveClient } from '../support/live-client.js';
import type { LiveFeeds } from '../support/live-feeds.js';
import type { LiveEvent, LiveLog } from '../support/live-log.js';
import { ReplyFeed } from '../support/reply-feed.js';
import { until } from '../support/until.js';
import { isTakenBack, ToldText } from './told-text.js';

export const WAYS = [
  'chat',
  'chat from a number',
  'socket',
  'user',
  'the same POST',
  'library over a socket',
  'library over events',
  'GET',
] as const;

/** How somebody comes to listen to a reply. */
export interface Way {
  readonly how: (typeof WAYS)[number];
  /** Where a stream of the chat goes on. */
  readonly from: number;
}

/** A question and the reply to it. */
export interface Asked {
  readonly chatId: number;
  readonly replyId: number;
  readonly question: { readonly content: string; readonly client_message_id: string };
  readonly questionSeq: number;
}

interface Listener {
  readonly way: Way;
  readonly events: readonly LiveEvent[];
  /** What an application would have shown, for those that keep a copy. */
  readonly shown?: readonly Message[];
}

/** Those who listen to one reply, each from some moment on. */
export class ReplyListeners {
  private readonly listeners: Listener[] = [];
  private readonly posted: ReplyFeed[] = [];
  private readonly clients: ChatClient[] = [];
  private isOver = false;

  constructor(
    private readonly live: LiveFeeds,
    private readonly asked: Asked,
  ) {}

  /** Resolves once they listen. */
  async add(way: Way, client: ApiClient): Promise<void> {
    const { how } = way;
    if (how === 'GET') return this.poll(way, client);
    if (how === 'library over a socket') return this.keepCopy(way, client, 'websocket');
    if (how === 'library over events') return this.keepCopy(way, client, 'sse');
    const log = await this.open(way, client);
    this.listeners.push({ way, events: log.events });
  }

  /** Waits until everybody has heard of the end, and holds what they heard against what the attempts have. */
  async expectAll(status: Message['status'], contents: ReadonlyMap<number, string>): Promise<void> {
    const told = (events: readonly LiveEvent[]) => new ToldText(events, this.asked.replyId, contents);
    await until(() => this.listeners.every(({ events }) => told(events).status === status));
    this.isOver = true;
    const content = contents.get(contents.size);
    for (const { way, events, shown = [] } of this.listeners) {
      const { wrongs, text } = told(events);
      const isWhole = text === content;
      expect({ way, wrongs, isWhole, isTakenBack: isTakenBack(shown) }).toEqual({
        way,
        wrongs: [],
        isWhole: true,
        isTakenBack: false,
      });
    }
    for (const stream of this.posted) await stream.next('done');
  }

  close(): void {
    this.isOver = true;
    for (const stream of this.posted) stream.close();
    for (const client of this.clients) void client.stop();
    this.live.close();
  }

  private async open({ how, from }: Way, client: ApiClient): Promise<LiveLog> {
    const { chatId, question, questionSeq } = this.asked;
    if (how === 'socket') return this.live.socket(client);
    if (how === 'user') return this.live.ofUser(client);
    if (how === 'the same POST') {
      const stream = await ReplyFeed.ask(client, chatId, question, this.live.contract);
      this.posted.push(stream);
      await stream.next('changed');
      return stream;
    }
    const headers = { 'last-event-id': String(from % (questionSeq + 1)) };
    const feed = await this.live.ofChat(client, chatId, how === 'chat' ? {} : headers);
    await feed.next('hello');
    return feed;
  }

  private async keepCopy(way: Way, { url, userId }: ApiClient, transport: 'websocket' | 'sse'): Promise<void> {
    const { chatId, replyId } = this.asked;
    const client = liveClient(url, userId, { transport });
    this.clients.push(client);
    const { look, ...listener } = this.watch(way);
    const isOnline = new Promise<void>((resolve) => {
      client.on('status', (status) => (status === 'online' ? resolve() : undefined));
    });
    await client.start();
    const replica = await client.open(chatId);
    client.on('changed', () => look(replica.messages.find(({ id }) => id === replyId)));
    look(replica.messages.find(({ id }) => id === replyId));
    this.listeners.push(listener);
    await isOnline;
  }

  private async poll(way: Way, client: ApiClient): Promise<void> {
    const { chatId, replyId } = this.asked;
    const { look, ...listener } = this.watch(way);
    const get = async () => {
      const { data } = await ok(client.listMessages(chatId, { around: replyId, limit: 1 }));
      look(data[0]);
      return data[0]?.status;
    };
    await get();
    this.listeners.push(listener);
    void (async () => {
      while (!this.isOver) await get();
    })().catch(() => undefined);
  }

  /** Somebody to whom the whole message is shown, again and again. */
  private watch(way: Way) {
    const events: LiveEvent[] = [];
    const shown: Message[] = [];
    const look = (message: Message | undefined) => {
      const last = shown.at(-1);
      if (message === undefined || (last?.content === message.content && last.status === message.status)) return;
      shown.push(message);
      events.push({ event: 'changed', data: { messages: [message] } });
    };
    return { way, events, shown, look };
  }
}

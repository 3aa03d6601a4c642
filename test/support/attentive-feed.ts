import type { ApiClient } from './api-client.js';
import type { EventSourceReader } from './event-source.js';
import { ok } from './expectations.js';
import type { LiveFeeds } from './live-feeds.js';

/**
 * A feed of a chat that is past its first look, which may find what happens meanwhile: it has heard a notice of the
 * owner, and nothing else yet will come of it. `seq` is the number of the notice.
 */
export async function attentiveFeed(
  live: LiveFeeds,
  listener: ApiClient,
  chatId: number,
  owner: ApiClient,
  query = '',
): Promise<{ feed: EventSourceReader; seq: number }> {
  const feed = await live.ofChat(listener, chatId, {}, query);
  await feed.next('hello');
  const notice = await ok(owner.sendMessage(chatId, { content: 'a notice', message_type: 'SYSTEM' }));
  await feed.reached(chatId, notice.change_seq);
  feed.events.length = 0;
  return { feed, seq: notice.change_seq };
}

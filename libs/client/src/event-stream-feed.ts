import type { Fetch } from './chat-api-options.js';
import { ClientError } from './client-error.js';
import { type FeedTransport, ofUser } from './feed-transport.js';
import { isEventStream, readEvents } from './read-events.js';
import { readFrame } from './read-frame.js';
import { retryAfterMs } from './retry-after.js';

/**
 * The feed as server-sent events, read with fetch: an EventSource cannot send the Authorization header. Rejects with a
 * ClientError when the answer is anything else.
 */
export function eventStreamFeed(fetch: Fetch, url: string, userId?: string): FeedTransport {
  const target = `${url}/api/v1/chats${ofUser(userId)}`;
  return async (token, listener, signal) => {
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    const answer = await fetch(target, { headers, signal });
    if (answer.status === 401) return 'refused';
    if (!isEventStream(answer) || answer.body === null) {
      await answer.body?.cancel();
      throw new ClientError(answer.status, undefined, { retryAfterMs: retryAfterMs(answer.headers) });
    }
    listener.opened();
    const alive = () => {
      if (!signal.aborted) listener.alive();
    };
    for await (const { type, data } of readEvents(answer.body, alive)) {
      if (signal.aborted) break;
      const frame = readFrame(data, type);
      if (frame !== undefined) listener.frame(frame);
    }
    return 'lost';
  };
}

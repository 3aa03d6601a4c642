import type { ApiClient } from './api-client.js';
import { EventSourceReader } from './event-source.js';
import { LiveContract } from './live-contract.js';
import { WebSocketReader } from './web-socket-reader.js';

/** Live connections of the people of a test; all are closed at its end. */
export class LiveFeeds {
  private readonly open: { close(): void }[] = [];

  static async on(url: string): Promise<LiveFeeds> {
    return new LiveFeeds(await LiveContract.load(url));
  }

  private constructor(readonly contract: LiveContract) {}

  /** One chat as server-sent events. */
  ofChat({ url, token }: ApiClient, chatId: number | string, headers: Record<string, string> = {}, query = '') {
    return this.events({ url, path: `/chats/${chatId}/messages${query}`, token, headers });
  }

  /** Everything that somebody sees, as server-sent events; `hello` has come. */
  async ofUser({ url, token }: ApiClient, query = ''): Promise<EventSourceReader> {
    const reader = await this.events({ url, path: `/chats${query}`, token, headers: {} });
    if (reader.status === 200) await reader.next('hello');
    return reader;
  }

  /** Everything that somebody sees, over a WebSocket; `hello` has come. */
  async socket({ url, token }: ApiClient, path?: string): Promise<WebSocketReader> {
    const reader = await WebSocketReader.open(url, token, this.contract, path);
    this.open.push(reader);
    await reader.next('hello');
    return reader;
  }

  close(): void {
    for (const feed of this.open.splice(0)) feed.close();
  }

  private async events(request: Parameters<typeof EventSourceReader.open>[0]): Promise<EventSourceReader> {
    const reader = await EventSourceReader.open(request, this.contract);
    this.open.push(reader);
    return reader;
  }
}

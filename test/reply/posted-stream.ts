import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { ApiClient } from '../support/api-client.js';
import type { LiveContract } from '../support/live-contract.js';
import { type LiveEvent, LiveLog } from '../support/live-log.js';

/** A sent message and its reply as server-sent events: the answer to a POST. Every event is as documented. */
export class PostedStream extends LiveLog {
  private text = '';

  static async send(client: ApiClient, chatId: number, body: object, contract: LiveContract): Promise<PostedStream> {
    const sending = request(`${client.url}/api/v1/chats/${chatId}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
    });
    sending.end(JSON.stringify(body));
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    return new PostedStream(answer, contract);
  }

  private constructor(
    private readonly answer: IncomingMessage,
    private readonly contract: LiveContract,
  ) {
    super();
    answer.setEncoding('utf8').on('data', (chunk: string) => this.take(chunk));
    answer.on('error', () => undefined).on('close', () => this.closed());
  }

  get status(): number {
    return this.answer.statusCode ?? 0;
  }

  close(): void {
    this.answer.destroy();
  }

  private take(chunk: string): void {
    const blocks = (this.text + chunk).split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      if (event === undefined || data === undefined) continue;
      const fields = JSON.parse(data) as LiveEvent['data'];
      this.contract.check(event, fields);
      this.add({ event, data: fields });
    }
  }
}

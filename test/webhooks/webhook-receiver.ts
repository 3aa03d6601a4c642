import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { ChatDto } from '#libs/chat';
import type { MessageDto, WatermarksDto } from '#libs/message';

export const SECRET = `whsec_${Buffer.from('a secret of the tests, 32 bytes.').toString('base64')}`;

/** What a call tells. */
export interface News {
  readonly chat_id: number;
  readonly after_seq: number;
  readonly seq: number;
  readonly has_more: boolean;
  readonly epoch?: string;
  readonly chat?: ChatDto;
  readonly messages?: readonly MessageDto[];
  readonly receipts?: readonly WatermarksDto[];
}

export interface HeardCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly id: string;
  readonly data: News;
  /** What it was answered; 0 while it is not. */
  status: number;
}

/** Answers a call, with this status or by itself. */
export type Manners = (call: HeardCall, response: ServerResponse) => number | undefined | Promise<number | undefined>;

/** Somebody's receiver of webhooks. It verifies every call. */
export class WebhookReceiver {
  readonly calls: HeardCall[] = [];
  /** What should not be: calls that are not signed well, or two at once of one chat. */
  readonly mistakes: string[] = [];
  manners: Manners = () => 204;
  private readonly open = new Map<number, number>();
  private readonly server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      await this.take(request.headers, Buffer.concat(chunks).toString(), response);
    })().catch((error: unknown) => this.mistakes.push(String(error)));
  });

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await once(receiver.server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  /** The settings of a service that tells it. */
  get settings(): Record<string, string> {
    return { WEBHOOK_URL: this.url, WEBHOOK_SECRET: SECRET };
  }

  /** The calls that it took, of one chat. */
  taken(chatId: number): News[] {
    return this.of(chatId)
      .filter(({ status }) => status >= 200 && status < 300)
      .map(({ data }) => data);
  }

  of(chatId: number): HeardCall[] {
    return this.calls.filter(({ data }) => data.chat_id === chatId);
  }

  /** The number up to which it knows everything of a chat. */
  knows(chatId: number): number {
    return this.taken(chatId).at(-1)?.seq ?? -1;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await delay(0);
  }

  private async take(headers: IncomingHttpHeaders, body: string, response: ServerResponse): Promise<void> {
    const { data } = new Webhook(SECRET).verify(body, headers as Record<string, string>) as { data: News };
    const call: HeardCall = { headers, body, id: String(headers['webhook-id']), data, status: 0 };
    this.calls.push(call);
    const { chat_id: chatId } = data;
    const open = (this.open.get(chatId) ?? 0) + 1;
    this.open.set(chatId, open);
    response.on('close', () => this.open.set(chatId, this.open.get(chatId)! - 1));
    if (open > 1) this.mistakes.push(`two calls at once of chat ${chatId}`);
    const status = await this.manners(call, response);
    if (status === undefined) return;
    call.status = status;
    response.writeHead(status).end();
  }
}

import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { DemoPeople, type TokenClaims } from './demo-people.js';
import { DEMO_CHATS, type DemoChat, type DemoStep } from './demo-chats.js';

export { DEMO_PEOPLE, DEMO_USER } from './demo-chats.js';

/**
 * A small world of the demo people, so that nobody who tries the service meets an empty page. It is made by the
 * documented operations, with keys that may be repeated. A chat that is complete is left as its people have it since.
 */
export class DemoWorld {
  private readonly logger = new Logger('DemoWorld');
  private readonly people: DemoPeople;
  private making: Promise<void> | undefined;

  constructor(server: FastifyInstance, claims: TokenClaims) {
    this.people = new DemoPeople(server, claims);
  }

  /** Never rejects: a token is issued with a demo world or without. */
  ready(): Promise<void> {
    this.making ??= this.make()
      .catch((error: unknown) => this.logger.warn({ reason: String(error) }, 'The demo world could not be made'))
      .finally(() => (this.making = undefined));
    return this.making;
  }

  private async make(): Promise<void> {
    await Promise.all(DEMO_CHATS.map((chat) => this.makeChat(chat)));
  }

  private async makeChat({ owner, body, steps }: DemoChat): Promise<void> {
    const { id, status } = await this.people.call<{ id: number; status: string }>(owner, 'POST', '/chats', body);
    // Somebody may have archived or deleted it since.
    if (status !== 'ACTIVE') await this.people.call(owner, 'PATCH', `/chats/${id}/status`, { status: 'ACTIVE' });
    if (await this.isComplete(owner, id, steps)) return;
    const ids = new Map<string, number>();
    for (const step of steps) await this.take(step, id, ids);
  }

  /** Its last message is there. */
  private async isComplete(owner: string, chatId: number, steps: readonly DemoStep[]): Promise<boolean> {
    const last = steps.findLast((step) => 'key' in step)?.key;
    const page = `/chats/${chatId}/messages?order=asc&limit=100`;
    const { data } = await this.people.call<{ data: { client_message_id?: string }[] }>(owner, 'GET', page);
    return data.some(({ client_message_id }) => client_message_id === last);
  }

  private async take(step: DemoStep, chatId: number, ids: Map<string, number>): Promise<void> {
    if ('key' in step) {
      const { by, key, answers, ...message } = step;
      const body = { ...message, client_message_id: key, parent_message_id: answers && ids.get(answers) };
      // A document, or a question with its reply, is waited for: what follows stands on it.
      const { id } = await this.people.call<{ id: number }>(by, 'POST', `/chats/${chatId}/messages`, body);
      ids.set(key, id);
      return;
    }
    const id = ids.get(step.to);
    if ('reaction' in step)
      await this.people.call(step.by, 'POST', `/messages/${id}/reactions`, { reaction: step.reaction });
    else await this.people.call(step.by, 'PATCH', `/messages/${id}/status`, { status: step.status, up_to: true });
  }
}

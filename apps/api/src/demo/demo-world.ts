import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { issueToken } from '#libs/auth';

export const DEMO_USER = 'demo';
/** Somebody to talk to. */
const FRIEND = 'maya';

const LIFETIME_SECONDS = 60;

export type TokenClaims = Omit<Parameters<typeof issueToken>[0], 'subject' | 'isService' | 'lifetimeSeconds'>;

/**
 * A few chats of the demo user, so that nobody who tries the service meets an empty page. They are made by the documented
 * operations with keys that may be repeated: what is there stays as it is, and what somebody archived is restored.
 */
export class DemoWorld {
  private readonly logger = new Logger('DemoWorld');
  private making: Promise<void> | undefined;

  constructor(
    private readonly server: FastifyInstance,
    private readonly claims: TokenClaims,
  ) {}

  /** Never rejects: whoever wants a token gets one, with a world or without. */
  ready(): Promise<void> {
    this.making ??= this.make()
      .catch((error: unknown) => this.logger.warn({ reason: String(error) }, 'The demo world could not be made'))
      .finally(() => (this.making = undefined));
    return this.making;
  }

  private async make(): Promise<void> {
    const welcome = await this.chat(DEMO_USER, { session_id: 'demo-welcome', title: 'Welcome' });
    const hello = { content: 'Hello! Write something, and try the other operations on it.', is_user: false };
    await this.call(DEMO_USER, 'POST', `/chats/${welcome}/messages`, { ...hello, client_message_id: 'hello' });
    const first = { content: 'A first message.', client_message_id: 'first' };
    const message = await this.call(DEMO_USER, 'POST', `/chats/${welcome}/messages`, first);
    await this.call(DEMO_USER, 'POST', `/messages/${message}/reactions`, { reaction: '👍' });
    const group = { session_id: 'demo-team', title: 'Team', chat_type: 'GROUP', participants: [DEMO_USER] };
    const team = await this.chat(FRIEND, group);
    const question = { content: 'Where is my order?', client_message_id: 'question' };
    await this.call(FRIEND, 'POST', `/chats/${team}/messages`, question);
  }

  private async chat(owner: string, body: object): Promise<number> {
    const id = await this.call(owner, 'POST', '/chats', body);
    return this.call(owner, 'PATCH', `/chats/${id}/status`, { status: 'ACTIVE' });
  }

  /** @returns the id of what is answered */
  private async call(subject: string, method: 'POST' | 'PATCH', path: string, body: object): Promise<number> {
    const token = issueToken({ ...this.claims, subject, isService: false, lifetimeSeconds: LIFETIME_SECONDS });
    const headers = { authorization: `Bearer ${token}` };
    const answer = await this.server.inject({ method, url: `/api/v1${path}`, headers, payload: body });
    if (answer.statusCode !== 200)
      throw new Error(`${method} ${path} answered ${answer.statusCode}: ${answer.payload}`);
    return answer.json<{ id: number }>().id;
  }
}

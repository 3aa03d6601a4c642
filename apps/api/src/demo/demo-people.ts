import type { FastifyInstance } from 'fastify';
import { issueToken } from '#libs/auth';

export type TokenClaims = Omit<Parameters<typeof issueToken>[0], 'subject' | 'isService' | 'lifetimeSeconds'>;

const LIFETIME_SECONDS = 60;

/** The demo people as callers of the documented operations. */
export class DemoPeople {
  constructor(
    private readonly server: FastifyInstance,
    private readonly claims: TokenClaims,
  ) {}

  /** Waits for the assistant where there is something to wait for. @throws Error for every answer but 200 */
  async call<Answer>(subject: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Answer> {
    const token = issueToken({ ...this.claims, subject, isService: false, lifetimeSeconds: LIFETIME_SECONDS });
    const headers = { authorization: `Bearer ${token}`, ...(method === 'POST' && { prefer: 'wait=10' }) };
    const request = { method, url: `/api/v1${path}`, headers };
    const answer = await this.server.inject(body === undefined ? request : { ...request, payload: body });
    if (answer.statusCode !== 200)
      throw new Error(`${method} ${path} answered ${answer.statusCode}: ${answer.payload}`);
    return answer.json<Answer>();
  }
}

import type { FastifyInstance } from 'fastify';
import { issueToken } from '#libs/auth';
import type { Settings } from '#libs/config';

export type TokenClaims = Omit<Parameters<typeof issueToken>[0], 'subject' | 'isService' | 'lifetimeSeconds'>;

const LIFETIME_SECONDS = 60;

/** What the settings ask of a token; the demo people get such as the service accepts. */
export function demoClaims(settings: Settings, secret: string): TokenClaims {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_USER_CLAIM: userClaim } = settings;
  return { secret, issuer, audience, userClaim };
}

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

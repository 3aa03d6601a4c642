import { Counter, Registry } from 'prom-client';
import { AuthErrors } from './auth-errors.js';

/** Whose tokens were not taken, for Prometheus. */
export class LoginMetrics {
  private readonly registry = new Registry();
  private readonly refusals = new Counter({
    name: 'logins_refused_total',
    help: 'Requests and connections that were refused with 401, by code; a token that was revoked is token_invalid.',
    labelNames: ['code'],
    registers: [this.registry],
  });

  /** With a 0 for each, so that the first one is an increase, too. */
  constructor() {
    for (const { code, status } of Object.values(AuthErrors)) if (status === 401) this.refusals.inc({ code }, 0);
  }

  refused(code: string): void {
    this.refusals.inc({ code });
  }

  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}

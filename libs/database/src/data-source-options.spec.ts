import { describe, expect, it } from '@jest/globals';
import { ANSWER_WITHIN_MS } from '#libs/http';
import { dataSourceOptions } from './data-source-options.js';

describe('the limits on what waits for a database that hangs', () => {
  it('are over before the limit on answers, and that in 6 s', () => {
    const { connectTimeoutMS, extra } = dataSourceOptions({ url: 'postgres://localhost/any', poolSize: 1 });
    expect(extra.statement_timeout).toBeLessThan(extra.query_timeout);
    expect(connectTimeoutMS + extra.query_timeout).toBeLessThan(ANSWER_WITHIN_MS);
    expect(ANSWER_WITHIN_MS).toBeLessThan(6_000);
  });
});

describe('connections that nobody needs just now', () => {
  it('stay open over a pause of minutes', () => {
    const { extra } = dataSourceOptions({ url: 'postgres://localhost/any', poolSize: 1 });
    expect(extra.idleTimeoutMillis).toBeGreaterThanOrEqual(5 * 60_000);
  });
});

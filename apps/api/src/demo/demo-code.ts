import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What the link to the demo user ends in: 128 bits that only somebody knows who sees what the service prints at its
 * start, or its secret. It changes with the secret alone, so a page that has it keeps it over restarts.
 */
export function demoCode(secret: string): string {
  return createHmac('sha256', secret).update('demo code').digest().subarray(0, 16).toString('base64url');
}

export function isDemoCode(given: unknown, secret: string): boolean {
  const right = Buffer.from(demoCode(secret));
  const tried = Buffer.from(typeof given === 'string' ? given : '');
  return tried.length === right.length && timingSafeEqual(tried, right);
}

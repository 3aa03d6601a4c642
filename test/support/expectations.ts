import { expect } from '@jest/globals';
import type { ProblemDto } from '#libs/http';
import type { Reply } from './api-client.js';

/** The body of an answer that must be 200. */
export async function ok<Body>(reply: Promise<Reply<Body>> | Reply<Body>): Promise<Body> {
  const { status, body, text } = await reply;
  if (status !== 200) throw new Error(`expected 200, got ${status}: ${text}`);
  return body;
}

/** The problem of an answer that must be refused in this way. */
export async function refused(
  reply: Promise<Reply<unknown>> | Reply<unknown>,
  status: number,
  code: string,
): Promise<ProblemDto> {
  const { problem, text, ...answer } = await reply;
  if (answer.status !== status || problem?.code !== code)
    throw new Error(`expected ${status} ${code}, got ${answer.status}: ${text}`);
  expect(problem.status).toBe(status);
  return problem;
}

/** The fields that a 400 `validation_failed` names, with their codes, e.g. `{ limit: 'out_of_range' }`. */
export async function invalid(reply: Promise<Reply<unknown>>): Promise<Record<string, string>> {
  const { errors = [] } = await refused(reply, 400, 'validation_failed');
  return Object.fromEntries(errors.map(({ field, code }) => [field, code]));
}

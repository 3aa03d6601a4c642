import type { OpenAPIObject } from '@nestjs/swagger';
import { CALLER_REFUSALS } from '#libs/auth';
import { DatabaseUnavailable } from '#libs/database';
import { type ApiError, documentedStatus, problemExamples, refusal } from '#libs/http';
import { LimitErrors } from '#libs/limits';
import { FEED_REFUSALS } from '#libs/realtime';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Examples = Record<string, { value: { instance: string } }>;

/** Operations whose URL is a live feed, too. */
const FEEDS = ['listChats', 'listMessages'];

/** Adds what an operation's surroundings refuse, and says in each example of a problem where it happened. */
export function explainProblems(document: OpenAPIObject): void {
  for (const [path, methods] of Object.entries(document.paths))
    for (const operation of Object.values(methods) as Operation[]) explain(path, operation);
}

function explain(path: string, { operationId = '', responses }: Operation): void {
  const around: readonly ApiError[] = [
    ...CALLER_REFUSALS,
    new DatabaseUnavailable(undefined),
    refusal(LimitErrors.rate_limited, 'write', 12),
    ...(FEEDS.includes(operationId) ? FEED_REFUSALS : []),
  ];
  const instance = path.replace(/\{\w+_id\}/g, '1').replace('{reaction}', encodeURIComponent('👍'));
  for (const [status, response] of Object.entries(responses)) {
    const media = (response as { content?: Record<string, { examples?: object }> }).content;
    const problem = media?.['application/problem+json'];
    if (problem === undefined) continue;
    const here = around.filter((refusal) => String(documentedStatus(refusal.status)) === status);
    const examples = { ...problem.examples, ...problemExamples(here) } as Examples;
    problem.examples = Object.fromEntries(
      Object.entries(examples).map(([code, example]) => [code, { ...example, value: { ...example.value, instance } }]),
    );
  }
}

import type { ApiError } from '../errors/api-error.js';
import { EXAMPLE_REQUEST_ID, type ProblemDto, toProblem } from '../errors/problem.dto.js';

interface ProblemExample {
  readonly summary: string;
  readonly description: string;
  readonly value: ProblemDto;
}

/** Examples of refusals for the document, by code. The document fills in the path of the request. */
export function problemExamples(refusals: readonly ApiError[]): Record<string, ProblemExample> {
  return Object.fromEntries(
    refusals.map((refusal) => {
      const value = toProblem(refusal, '/', EXAMPLE_REQUEST_ID);
      const { meaning, remedy } = refusal.kind;
      return [refusal.code, { summary: value.title, description: `${meaning} ${remedy}`, value }];
    }),
  );
}

/** The documented response that covers a status. */
export function documentedStatus(status: number): number | 'default' {
  return [400, 401, 404, 500].includes(status) ? status : 'default';
}

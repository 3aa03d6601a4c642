import type { ApiError } from '../errors/api-error.js';
import { type ProblemDto, toProblem } from '../errors/problem.dto.js';

interface ProblemExample {
  readonly summary: string;
  readonly description: string;
  readonly value: ProblemDto;
}

const REQUEST_ID = '0b8f6a52-7a8e-4d6d-9d42-8f8d7a3f5d11';

/** Examples of refusals for the document, by code. The document fills in the path of the request. */
export function problemExamples(refusals: readonly ApiError[]): Record<string, ProblemExample> {
  return Object.fromEntries(
    refusals.map((refusal) => {
      const value = toProblem(refusal, '/', REQUEST_ID);
      const { meaning, remedy } = refusal.kind;
      return [refusal.code, { summary: value.title, description: `${meaning} ${remedy}`, value }];
    }),
  );
}

/** The documented response that covers a status. */
export function documentedStatus(status: number): number | 'default' {
  return [400, 401, 404, 500].includes(status) ? status : 'default';
}

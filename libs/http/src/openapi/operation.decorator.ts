import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiExtraModels,
  ApiOperation,
  ApiParam,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ApiError } from '../errors/api-error.js';
import { ProblemDto } from '../errors/problem.dto.js';
import { MAX_ID } from '../fields/number-field.js';
import { documentedStatus, problemExamples } from './problem-examples.js';
import { type AnswerHeaders, answerHeaders, problemHeaders } from './documented-headers.js';
import { BODY_REFUSALS, idRefused, USUAL_REFUSALS } from './usual-refusals.js';

/** Examples by what they are of. */
type Examples = Readonly<Record<string, object>>;

export interface OperationOptions extends AnswerHeaders {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  /** The page of the guides that tells more, and what it is about. */
  readonly guide: { readonly page: string; readonly about: string };
  /** What 200 answers. */
  readonly answer: { readonly type: Type; readonly description: string; readonly examples: Examples };
  /** Id in the path; 404 when there is none of that id for the caller. */
  readonly pathId?: { readonly name: string; readonly description: string };
  /** Examples of the body; "Try it out" sends the first as it stands. */
  readonly body?: { readonly type: Type; readonly required: boolean; readonly examples: Examples };
  /** One of each kind that this operation makes, besides what every operation may refuse. */
  readonly refusals: readonly ApiError[];
}

/** Documents one operation: 200 for every success, a problem for everything else. */
export function Operation(options: OperationOptions): MethodDecorator {
  const { operationId, summary, description, guide, answer, pathId, body } = options;
  const refusals = [
    ...USUAL_REFUSALS,
    ...(body === undefined ? [] : BODY_REFUSALS),
    ...(pathId === undefined ? [] : [idRefused(pathId.name)]),
    ...options.refusals,
  ];
  return applyDecorators(
    HttpCode(200),
    ApiOperation({
      operationId,
      summary,
      description,
      externalDocs: { description: guide.about, url: `/docs/guides/${guide.page}` },
    }),
    ApiBearerAuth(),
    ApiExtraModels(ProblemDto),
    ...(pathId === undefined ? [] : [pathIdParameter(pathId)]),
    ...(body === undefined ? [] : [ApiBody({ ...body, examples: named(body.examples) })]),
    ApiResponse({ ...answer, status: 200, headers: answerHeaders(options), examples: named(answer.examples) }),
    problem(
      400,
      'The request is wrong: `code` says how, and `errors` where. Repeating it as it is never helps.',
      refusals,
    ),
    problem(401, 'There is no valid access token. Get a new one, then repeat the request as it was.', refusals),
    ...(pathId === undefined
      ? []
      : [problem(404, 'It does not exist, or is not yours: the two are never told apart.', refusals)]),
    problem(
      500,
      'Something went wrong on our side; nothing of it is told, `request_id` finds it in the log.',
      refusals,
    ),
    problem(
      'default',
      'What transport adds: 304 (without a body), 405 (with `Allow`), 408, 413, 415, 429, 431, and 503, which says to repeat the request with the same key after `Retry-After` seconds.',
      refusals,
    ),
  );
}

function named(examples: Examples): Record<string, { summary: string; value: object }> {
  return Object.fromEntries(Object.entries(examples).map(([summary, value]) => [summary, { summary, value }]));
}

function pathIdParameter({ name, description }: { name: string; description: string }): MethodDecorator {
  const schema = { type: 'integer', format: 'int64', minimum: 1, maximum: MAX_ID, example: 1 } as const;
  return ApiParam({ name, description, required: true, schema });
}

function problem(status: number | 'default', description: string, refusals: readonly ApiError[]): MethodDecorator {
  const schema = { $ref: getSchemaPath(ProblemDto) };
  const examples = problemExamples(refusals.filter((refusal) => documentedStatus(refusal.status) === status));
  const content = { 'application/problem+json': { schema, examples } };
  return ApiResponse({ status, description, headers: problemHeaders(status), content });
}

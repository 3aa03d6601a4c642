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
import { ProblemDto } from '../errors/problem.dto.js';
import { MAX_ID } from '../fields/number-field.js';

export interface OperationOptions {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  /** What 200 answers. */
  readonly answer: Type;
  readonly answerDescription: string;
  /** Id in the path; 404 when there is none of that id for the caller. */
  readonly pathId?: { readonly name: string; readonly description: string };
  /** Examples of the body; "Try it out" sends the first as it stands. */
  readonly body?: {
    readonly type: Type;
    readonly required: boolean;
    readonly examples: Readonly<Record<string, object>>;
  };
  /** The answer may be revalidated with `If-None-Match`. */
  readonly revalidate?: boolean;
}

/** Documents one operation: 200 for every success, a problem for everything else. */
export function Operation(options: OperationOptions): MethodDecorator {
  const { operationId, summary, description, answer, answerDescription, pathId, body } = options;
  return applyDecorators(
    HttpCode(200),
    ApiOperation({ operationId, summary, description }),
    ApiBearerAuth(),
    ApiExtraModels(ProblemDto),
    ...(pathId === undefined ? [] : [pathIdParameter(pathId)]),
    ...(body === undefined ? [] : [requestBody(body)]),
    ApiResponse({ status: 200, description: answerDescription, type: answer, headers: answerHeaders(options) }),
    problem(400, 'The request is wrong; `code` and `errors` say how.'),
    problem(401, 'There is no valid access token.'),
    ...(pathId === undefined ? [] : [problem(404, 'It does not exist, or is not yours.')]),
    problem(500, 'Something went wrong on our side.'),
    problem('default', 'What transport adds: 304, 413, 415, 503.'),
  );
}

function requestBody({ type, required, examples }: NonNullable<OperationOptions['body']>): MethodDecorator {
  const named = Object.entries(examples).map(([summary, value]) => [summary, { summary, value }]);
  return ApiBody({ type, required, examples: Object.fromEntries(named) as Record<string, { value: object }> });
}

function pathIdParameter({ name, description }: { name: string; description: string }): MethodDecorator {
  const schema = { type: 'integer', format: 'int64', minimum: 1, maximum: MAX_ID, example: 1 } as const;
  return ApiParam({ name, description, required: true, schema });
}

function problem(status: number | 'default', description: string): MethodDecorator {
  const schema = { $ref: getSchemaPath(ProblemDto) };
  return ApiResponse({ status, description, content: { 'application/problem+json': { schema } } });
}

function answerHeaders({ revalidate = false }: OperationOptions) {
  const text = (description: string, maxLength: number) => ({
    description,
    schema: { type: 'string' as const, maxLength },
  });
  return {
    'X-Request-Id': text('Id of the request, as in the log.', 128),
    ...(revalidate && { ETag: text('Send it as `If-None-Match`; 304 says that nothing changed.', 256) }),
  };
}

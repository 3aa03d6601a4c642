import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ApiError } from './api-error.js';

export const EXAMPLE_REQUEST_ID = '0b8f6a52-7a8e-4d6d-9d42-8f8d7a3f5d11';

@ApiSchema({ name: 'FieldError' })
export class FieldErrorDto {
  @ApiProperty({ description: 'Name of the field, parameter or header.', maxLength: 1024, example: 'title' })
  field: string;

  @ApiProperty({ description: 'Stable snake_case word for what is wrong.', maxLength: 64, example: 'too_long' })
  code: string;

  @ApiProperty({ description: 'For people.', maxLength: 1024, example: 'must have at most 200 characters' })
  message: string;
}

/** RFC 9457: the one shape of every error. */
@ApiSchema({ name: 'Problem' })
export class ProblemDto {
  @ApiProperty({
    description: 'URN of the kind of problem; ends in `code`.',
    maxLength: 256,
    example: 'urn:chat-system-api:problem:validation_failed',
  })
  type: string;

  @ApiProperty({ description: 'The kind of problem in words.', maxLength: 256, example: 'Validation failed' })
  title: string;

  @ApiProperty({
    description: 'The HTTP status code.',
    type: 'integer',
    format: 'int32',
    minimum: 400,
    maximum: 599,
    example: 400,
  })
  status: number;

  @ApiProperty({
    description: 'What happened this time, for people.',
    maxLength: 65_536,
    example: 'title: must have at most 200 characters',
  })
  detail: string;

  @ApiProperty({ description: 'Path of the request.', maxLength: 16_384, example: '/api/v1/chats' })
  instance: string;

  @ApiProperty({
    description: 'Stable snake_case word: the one to branch on.',
    maxLength: 64,
    example: 'validation_failed',
  })
  code: string;

  @ApiProperty({
    description: 'Id of the request, also in the X-Request-Id header and in the log.',
    maxLength: 128,
    example: EXAMPLE_REQUEST_ID,
  })
  request_id: string;

  @ApiProperty({
    description: 'What is wrong, field by field.',
    type: () => [FieldErrorDto],
    required: false,
    maxItems: 1000,
  })
  errors?: readonly FieldErrorDto[];
}

export function toProblem(error: ApiError, path: string, requestId: string): ProblemDto {
  return {
    type: `urn:chat-system-api:problem:${error.code}`,
    title: title(error.code),
    status: error.status,
    detail: error.detail,
    instance: path,
    code: error.code,
    request_id: requestId,
    ...(error.errors.length > 0 && { errors: error.errors }),
  };
}

function title(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');
}

import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { MAX_ID } from './number-field.js';

interface Shown {
  readonly description: string;
  readonly required?: boolean;
  readonly example?: number;
}

/** An id in an answer: 1 to 2^53-1. */
export function IdProperty(shown: Shown): PropertyDecorator {
  return integer({ minimum: 1, maximum: MAX_ID, format: 'int64', ...shown });
}

/** A count or a sequence number in an answer. */
export function CountProperty({
  maximum = MAX_ID,
  ...shown
}: Shown & { readonly maximum?: number }): PropertyDecorator {
  return integer({ minimum: 0, maximum, format: maximum > 0x7fff_ffff ? 'int64' : 'int32', ...shown });
}

/** RFC 3339 in UTC with milliseconds. */
export function TimeProperty(shown: { readonly description: string; readonly required?: boolean }): PropertyDecorator {
  return ApiProperty({
    ...shown,
    type: 'string',
    format: 'date-time',
    maxLength: 24,
    example: '2026-01-02T03:04:05.678Z',
  });
}

export function UserIdProperty({
  example = 'alice',
  ...shown
}: {
  readonly description: string;
  readonly required?: boolean;
  readonly example?: string;
}): PropertyDecorator {
  return ApiProperty({ ...shown, type: 'string', minLength: 1, maxLength: 128, example });
}

export function HasMoreProperty(): PropertyDecorator {
  return ApiProperty({ description: 'Whether more follow.', type: 'boolean', example: false });
}

export function NextCursorProperty(): PropertyDecorator {
  return ApiProperty({
    description: 'Send it as `cursor` to go on; null at the end.',
    type: 'string',
    nullable: true,
    maxLength: 4096,
    example: null,
  });
}

function integer(options: Record<string, unknown>): PropertyDecorator {
  return ApiProperty({ ...options, type: 'integer' } as ApiPropertyOptions);
}

import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { FieldRefused } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';
import { withExamples } from '../fields/example-alone.js';

/** The header `Idempotency-Key`: visible ASCII, as long as the field that it stands for. */
export const IdempotencyKey = createParamDecorator(
  (maxLength: number, context: ExecutionContext): string | undefined => {
    const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
    if (key === undefined) return undefined;
    if (typeof key === 'string' && key.length <= maxLength && /^[\x20-\x7e]+$/.test(key)) return key;
    const expected = `must be 1-${maxLength} visible ASCII characters`;
    throw new FieldRefused('Idempotency-Key', HttpErrors.malformed_header, expected);
  },
);

export function IdempotencyKeyHeader(standsFor: string, maxLength: number, exampleAlone: string): MethodDecorator {
  const schema = { type: 'string', minLength: 1, maxLength } as const;
  const description = `Means the same as \`${standsFor}\`: repeat a request with it as often as you like.`;
  return applyDecorators(
    ApiHeader({ name: 'Idempotency-Key', required: false, description, schema, ...withExamples({ exampleAlone }) }),
  );
}

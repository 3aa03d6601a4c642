import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuthErrors, Unauthorized } from './auth-errors.js';
import type { Caller } from './caller.js';

/** The authenticated {@link Caller} of the request. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === undefined) throw new Unauthorized(AuthErrors.token_required);
  return caller;
});

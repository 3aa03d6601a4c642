import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuthErrors } from './auth-errors.js';
import type { Caller } from './caller.js';
import { Unauthorized } from './token-verifier.js';

/** The authenticated {@link Caller} of the request. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === undefined)
    throw new Unauthorized(AuthErrors.token_required, 'Send Authorization: Bearer and an access token.');
  return caller;
});

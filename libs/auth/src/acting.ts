import type { FastifyRequest } from 'fastify';
import { type Acting, isUserId } from '#libs/http';

/** The caller of a request and the user that it acts for (a service names one), for its line in the log. */
export function actingOf({ caller, body, query }: FastifyRequest): Acting {
  if (caller === undefined) return {};
  const { subject, isService } = caller;
  if (!isService) return { caller_id: subject, user_id: subject };
  const named = userIdIn(body) ?? userIdIn(query);
  return { caller_id: subject, ...(named !== undefined && { user_id: named }) };
}

function userIdIn(given: unknown): string | undefined {
  const { user_id: userId } = (given ?? {}) as { user_id?: unknown };
  return isUserId(userId) ? userId : undefined;
}

import { refusal } from '#libs/http';
import { AuthErrors } from './auth-errors.js';
import type { Actor, Caller, UserActor } from './caller.js';

/**
 * Resolves the optional `user_id` of a request.
 * @throws ApiError 400 `user_id_mismatch` when a user token names somebody else
 */
export function actFor(caller: Caller, userId: string | undefined): Actor {
  const { subject, isService } = caller;
  if (isService && userId !== undefined && userId !== subject)
    return { userId, senderId: userId, isService, sentBy: subject };
  if (isService) return { userId, senderId: subject, isService };
  if (userId !== undefined && userId !== subject) throw refusal(AuthErrors.user_id_mismatch);
  return { userId: subject, senderId: subject, isService };
}

/** @throws ApiError 400 `user_id_required` for a service that names nobody */
export function requireUser(actor: Actor): UserActor {
  const { userId } = actor;
  if (userId === undefined) throw refusal(AuthErrors.user_id_required);
  return { ...actor, userId };
}

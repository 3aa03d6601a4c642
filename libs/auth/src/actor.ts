import { FieldRefused } from '#libs/http';
import { AuthErrors } from './auth-errors.js';
import type { Actor, Caller, UserActor } from './caller.js';

/**
 * Resolves the optional `user_id` of a request.
 * @throws FieldRefused 400 `user_id_mismatch` when a user token names somebody else
 */
export function actFor(caller: Caller, userId: string | undefined): Actor {
  const { subject, isService } = caller;
  if (isService && userId !== undefined && userId !== subject)
    return { userId, senderId: userId, isService, sentBy: subject };
  if (isService) return { userId, senderId: subject, isService };
  if (userId !== undefined && userId !== subject)
    throw new FieldRefused('user_id', AuthErrors.user_id_mismatch, 'user_id must be your own, or be left out');
  return { userId: subject, senderId: subject, isService };
}

/** @throws FieldRefused 400 `user_id_required` for a service that names nobody */
export function requireUser(actor: Actor): UserActor {
  const { userId } = actor;
  if (userId === undefined)
    throw new FieldRefused('user_id', AuthErrors.user_id_required, 'a service must say for which user_id it acts here');
  return { ...actor, userId };
}

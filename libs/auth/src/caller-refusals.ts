import { type ApiError, FieldRefused } from '#libs/http';
import { AuthErrors } from './auth-errors.js';
import { Unauthorized } from './token-verifier.js';

/** Examples of what every operation may refuse about its caller. */
export const CALLER_REFUSALS: readonly ApiError[] = [
  new Unauthorized(AuthErrors.token_required, 'Send Authorization: Bearer and an access token.'),
  new Unauthorized(AuthErrors.token_invalid, 'The access token is not valid here.'),
  new Unauthorized(AuthErrors.token_expired, 'The access token has expired.'),
  new FieldRefused('user_id', AuthErrors.user_id_mismatch, 'user_id must be your own, or be left out'),
];

/** Of what those refuse that are about somebody. */
export const USER_REQUIRED: ApiError = new FieldRefused(
  'user_id',
  AuthErrors.user_id_required,
  'a service must say for which user_id it acts here',
);

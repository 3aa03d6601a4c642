import { errorCodes } from '#libs/http';

/** Who calls, and for whom. */
export const AuthErrors = errorCodes({
  token_required: {
    status: 401,
    meaning: 'There is no bearer token in the `Authorization` header.',
    remedy: 'Send `Authorization: Bearer <token>`.',
  },
  token_invalid: {
    status: 401,
    meaning: 'The token is malformed, not signed with the key of this server, or lacks a claim.',
    remedy: 'Get a token from the service that issues them for this server; repeating with this one is useless.',
  },
  token_expired: {
    status: 401,
    meaning: 'The token was good until its `exp`.',
    remedy: 'Get a new token, then repeat the request as it was.',
  },
  user_id_mismatch: {
    status: 400,
    meaning: 'A user token names the `user_id` of somebody else.',
    remedy: 'Leave `user_id` out; only a service acts for others.',
  },
  user_id_required: {
    status: 400,
    meaning: 'A service did not say for which user it acts where the operation is about one.',
    remedy: 'Send the `user_id` of that user.',
  },
});

import { ApiError, errorCodes, refusal } from '#libs/http';

/** Refusals about the caller, or about the user that a service acts for. */
export const AuthErrors = errorCodes({
  token_required: {
    status: 401,
    detail: 'Send Authorization: Bearer and an access token.',
    meaning: 'There is no bearer token in the `Authorization` header.',
    remedy: 'Send `Authorization: Bearer <token>`.',
  },
  token_invalid: {
    status: 401,
    detail: 'The access token is not valid here.',
    meaning:
      'The token is malformed, not signed with the key of this server, or lacks a claim; `detail` says which, and the log of the server has it as `reason`.',
    remedy: 'Get a token from the service that issues them for this server; repeating with this one is useless.',
  },
  token_expired: {
    status: 401,
    detail: 'The access token has expired.',
    meaning: 'The token was good until its `exp`.',
    remedy: 'Get a new token, then repeat the request as it was.',
  },
  user_id_mismatch: {
    status: 400,
    field: 'user_id',
    detail: 'user_id must be your own, or be left out',
    meaning: 'A user token names the `user_id` of somebody else.',
    remedy: 'Leave `user_id` out; only a service acts for others.',
  },
  user_id_required: {
    status: 400,
    field: 'user_id',
    detail: 'a service must say for which user_id it acts here',
    meaning: 'A service did not say for which user it acts where the operation is about one.',
    remedy: 'Send the `user_id` of that user.',
  },
});

const { token_required, token_invalid, token_expired, user_id_mismatch, user_id_required } = AuthErrors;

/** 401 with `WWW-Authenticate: Bearer` (RFC 6750, section 3). */
export class Unauthorized extends ApiError {
  constructor(
    kind: typeof token_required | typeof token_invalid | typeof token_expired,
    detail: string = kind.detail,
    reason?: string,
  ) {
    const isMissing = kind === token_required;
    const challenge = isMissing ? 'Bearer' : `Bearer error="invalid_token", error_description="${detail}"`;
    super(kind, detail, [], { 'www-authenticate': challenge });
    this.reason = reason;
  }
}

/** Examples of the refusals that every operation may give because of its caller. */
export const CALLER_REFUSALS: readonly ApiError[] = [
  ...[token_required, token_invalid, token_expired].map((kind) => new Unauthorized(kind)),
  refusal(user_id_mismatch),
];

/** An example of the refusal when a service names no user in an operation about one. */
export const USER_REQUIRED: ApiError = refusal(user_id_required);

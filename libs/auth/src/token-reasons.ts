import { AuthErrors, Unauthorized } from './auth-errors.js';

/** Characters of a header `Authorization`; proxies let no more pass on one line either. */
export const MAX_LENGTH = 8_192;

/** Why a token is not valid: the word is logged, the sentence answered. Neither tells what would be right here. */
const REASONS = {
  too_long: `The token has more than ${MAX_LENGTH} characters.`,
  not_a_jwt: 'This is not a JSON Web Token: send what the issuer gave, whole and without quotes.',
  critical_header: 'The header crit of the token names what is not understood here.',
  algorithm: 'The alg of the token is not accepted here.',
  key: 'The key of the token is not known.',
  signature: 'The access token is signed with another secret or key than those of this server.',
  type: 'The token is not an access token.',
  exp_missing: 'The exp claim is missing.',
  exp: 'The exp claim is not a time.',
  exp_in_milliseconds: 'The exp claim is a time in seconds since 1970; this one looks like milliseconds.',
  not_yet: 'The nbf claim says that the access token is not valid yet.',
  iss: 'The iss claim is missing, or is not the issuer that this server accepts.',
  aud: 'The aud claim is missing, or does not name this server.',
  sub: 'The sub claim is not a user id.',
  user_claim: 'The claim that names the user is not a user id.',
  not_utf8: 'The claims of the token are not UTF-8.',
  revoked: 'The access token was revoked.',
  claims: 'A claim of the token is not of its type.',
} as const;

export function invalidToken(reason: keyof typeof REASONS): Unauthorized {
  return new Unauthorized(AuthErrors.token_invalid, REASONS[reason], reason);
}

/** Why fast-jwt refuses a token. */
export function refusedToken(error: unknown): Unauthorized {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  switch (code) {
    case 'FAST_JWT_EXPIRED':
      return new Unauthorized(AuthErrors.token_expired);
    case 'FAST_JWT_INACTIVE':
      return invalidToken('not_yet');
    case 'FAST_JWT_INVALID_SIGNATURE':
      return invalidToken('signature');
    case 'FAST_JWT_INVALID_ALGORITHM':
      return invalidToken('algorithm');
    case 'FAST_JWT_MISSING_REQUIRED_CLAIM':
    case 'FAST_JWT_INVALID_CLAIM_VALUE':
    case 'FAST_JWT_INVALID_CLAIM_TYPE': {
      const claim = /\b(exp|iss|aud)\b/.exec(message)?.[1] as 'exp' | 'iss' | 'aud' | undefined;
      return invalidToken(
        claim === 'exp' && code === 'FAST_JWT_MISSING_REQUIRED_CLAIM' ? 'exp_missing' : (claim ?? 'claims'),
      );
    }
    default:
      return invalidToken('not_a_jwt');
  }
}

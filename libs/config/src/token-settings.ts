import { makeExactValidator, makeValidator } from 'envalid';
import { withoutPassword } from './validators.js';

/** Each costs a refused token one more hash. */
const MAX_OLD_SECRETS = 10;

// RFC 7518, section 3.2: a key for HS256 has at least the size of its hash.
export const hs256Secret = makeValidator<string>((input) => {
  if (Buffer.byteLength(input) < 32) throw new Error('must have 32 bytes or more (RFC 7518, section 3.2)');
  return input;
});

export const hs256Secrets = makeExactValidator<readonly string[]>((input) => {
  const wrong = new Error(`must be a JSON array of up to ${MAX_OLD_SECRETS} secrets, each of 32 bytes or more`);
  const given: unknown = parsedJson(input, wrong);
  const isSecret = (one: unknown) => typeof one === 'string' && Buffer.byteLength(one) >= 32;
  if (!Array.isArray(given) || given.length > MAX_OLD_SECRETS || !given.every(isSecret)) throw wrong;
  return given as string[];
});

function parsedJson(text: string, refusal: Error): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What JSON.parse says quotes what it was given.
    throw refusal;
  }
}

export const keySetUrl = makeValidator<string>((input) => withoutPassword(input, 'a key set is public'));

/** What a token says of itself beside its user. */
const OTHER_CLAIMS = ['iss', 'aud', 'exp', 'nbf', 'iat', 'scope'];

export const claimName = makeValidator<string>((input) => {
  if (!/^[!-~]{1,128}$/.test(input) || OTHER_CLAIMS.includes(input))
    throw new Error(`must be the name of a claim, 1-128 printable characters, and none of ${OTHER_CLAIMS.join(', ')}`);
  return input;
});

/** An issuer may sign for other services, too: so JWT_ISSUER and JWT_AUDIENCE must be set. */
export const hasKeySet = (settings: Record<string, unknown>): boolean => settings['JWT_JWKS_URL'] !== undefined;

import { isUtf8 } from 'node:buffer';
import { createVerifier } from 'fast-jwt';
import { LRUCache } from 'lru-cache';
import { isUserId } from '#libs/http';
import { AuthErrors, Unauthorized } from './auth-errors.js';
import type { Caller } from './caller.js';

/** Verified tokens are remembered until they expire. fast-jwt's own cache would hash a token at each use. */
const KNOWN_TOKENS = 10_000;
const SERVICE_SCOPE = 'chat:service';
/** The `typ` values of an access token (RFC 8725, section 3.11; RFC 9068, section 2.1). */
const ACCESS_TOKEN = /^(application\/)?(at\+)?jwt$/i;

interface Verified {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface TokenRules {
  readonly secret: string;
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  /** Allowed clock difference, at most 60. */
  readonly leewaySeconds: number;
}

/** Checks access tokens (RFC 7519) by the rules of RFC 8725: HS256 only, `exp` required, unknown `crit` refused. */
export class TokenVerifier {
  private readonly verify: (token: string) => unknown;
  private readonly leewayMs: number;
  private readonly known = new LRUCache<string, Caller>({ max: KNOWN_TOKENS });

  constructor({ secret, issuer, audience, leewaySeconds }: TokenRules) {
    this.leewayMs = leewaySeconds * 1000;
    this.verify = createVerifier({
      key: secret,
      algorithms: ['HS256'],
      clockTolerance: this.leewayMs,
      requiredClaims: [
        'sub',
        'exp',
        ...(issuer === undefined ? [] : ['iss']),
        ...(audience === undefined ? [] : ['aud']),
      ],
      ...(issuer !== undefined && { allowedIss: issuer }),
      ...(audience !== undefined && { allowedAud: audience }),
      complete: true,
    });
  }

  /** @throws Unauthorized when the `Authorization` header does not hold a valid bearer token */
  authenticate(authorization: string | undefined): Caller {
    const token = /^bearer +([\w.~+/-]+=*) *$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Unauthorized(AuthErrors.token_required);
    const known = this.known.get(token);
    if (known !== undefined && Date.now() < known.expiresAt) return known;
    const caller = this.toCaller(this.claims(token));
    this.known.set(token, caller);
    return caller;
  }

  private claims(token: string): Verified['payload'] {
    const { header, payload } = this.verified(token);
    const { typ } = header;
    if (typ !== undefined && !(typeof typ === 'string' && ACCESS_TOKEN.test(typ)))
      throw new Unauthorized(AuthErrors.token_invalid, 'The token is not an access token.');
    if (!hasUtf8Payload(token, payload))
      throw new Unauthorized(AuthErrors.token_invalid, 'The claims of the token are not UTF-8.');
    return payload;
  }

  private verified(token: string): Verified {
    try {
      return this.verify(token) as Verified;
    } catch (error) {
      if ((error as { code?: string }).code === 'FAST_JWT_EXPIRED') throw new Unauthorized(AuthErrors.token_expired);
      throw new Unauthorized(AuthErrors.token_invalid);
    }
  }

  private toCaller({ sub, scope, exp }: Verified['payload']): Caller {
    // JSON can say 1e999, which never passes.
    if (!Number.isFinite(exp)) throw new Unauthorized(AuthErrors.token_invalid, 'The exp claim is not a time.');
    if (!isUserId(sub)) throw new Unauthorized(AuthErrors.token_invalid, 'The sub claim is not a user id.');
    const isService = typeof scope === 'string' && scope.split(' ').includes(SERVICE_SCOPE);
    return { subject: sub, isService, expiresAt: Number(exp) * 1000 + this.leewayMs };
  }
}

/** Bytes that are not UTF-8 are decoded as U+FFFD: a subject without that character needs no check. */
function hasUtf8Payload(token: string, { sub }: Verified['payload']): boolean {
  return (
    typeof sub !== 'string' || !sub.includes('\ufffd') || isUtf8(Buffer.from(token.split('.')[1] ?? '', 'base64url'))
  );
}

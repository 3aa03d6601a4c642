import { isUtf8 } from 'node:buffer';
import { createDecoder } from 'fast-jwt';
import { LRUCache } from 'lru-cache';
import { isUserId } from '#libs/http';
import { AuthErrors, Unauthorized } from './auth-errors.js';
import type { Caller } from './caller.js';
import { isKid, type KeyAlgorithm } from './json-web-keys.js';
import { KeySet } from './key-set.js';
import { LoginMetrics } from './login-metrics.js';
import { Revocations } from './revocations.js';
import { hasScope, SERVICE_SCOPE } from './scope.js';
import { invalidToken, MAX_LENGTH, refusedToken } from './token-reasons.js';
import { type ClaimRules, type Verified, type Verify, verifyWith, verifyWithAny } from './verify-with.js';

/** Verified tokens are remembered until they expire. fast-jwt's own cache would hash a token at each use. */
const KNOWN_TOKENS = 10_000;
/** In seconds since 1970, the year 5138: in milliseconds every time since 1973 is beyond it. */
const LATEST = 1e11;
/** The `typ` values of an access token (RFC 8725, section 3.11; RFC 9068, section 2.1). */
const ACCESS_TOKEN = /^(application\/)?(at\+)?jwt$/i;
const KEY_ALGORITHMS: ReadonlySet<unknown> = new Set<KeyAlgorithm>(['RS256', 'ES256', 'EdDSA']);

export interface TokenRules extends ClaimRules {
  /** HS256 secrets, the current one first. */
  readonly secrets: readonly string[];
  /** Where the issuer publishes its keys, if it does. */
  readonly jwksUrl?: string | undefined;
  /** The claim that holds the user id. */
  readonly userClaim: string;
}

/**
 * Checks access tokens (RFC 7519) by the rules of RFC 8725. `alg` chooses who verifies, by a list: HS256 the secrets, RS256,
 * ES256 and EdDSA the key that `kid` names in the issuer's set, and nobody anything else. `exp` is required, `crit` refused.
 */
export class TokenVerifier {
  readonly revocations = new Revocations();
  readonly metrics = new LoginMetrics();
  /** Its fetching begins and ends with the application. */
  readonly keys: KeySet | undefined;
  private readonly bySecret: Verify;
  private readonly decode = createDecoder({ complete: true });
  private readonly leewayMs: number;
  private readonly userClaim: string;
  private readonly known = new LRUCache<string, Caller>({ max: KNOWN_TOKENS });

  constructor({ secrets, jwksUrl, userClaim, ...rules }: TokenRules) {
    this.leewayMs = rules.leewaySeconds * 1000;
    this.userClaim = userClaim;
    this.bySecret = verifyWithAny(secrets.map((secret) => verifyWith(secret, 'HS256', rules)));
    if (jwksUrl === undefined) return;
    this.keys = new KeySet(jwksUrl, ({ pem, algorithm }) => verifyWith(pem, algorithm, rules));
    this.keys.onRemoved = () => this.known.clear();
  }

  /**
   * Waits only for a key of the issuer that is not known yet.
   * @throws Unauthorized when the `Authorization` header does not hold a valid bearer token
   */
  authenticate(authorization: string | undefined): Caller | Promise<Caller> {
    try {
      const found = this.find(authorization);
      return found instanceof Promise ? found.catch((error: unknown) => this.refuse(error)) : found;
    } catch (error) {
      return this.refuse(error);
    }
  }

  private refuse(error: unknown): never {
    if (error instanceof Unauthorized) this.metrics.refused(error.code);
    throw error;
  }

  private find(authorization: string | undefined): Caller | Promise<Caller> {
    const token = /^bearer +([\w.~+/-]+=*) *$/i.exec(authorization ?? '')?.[1];
    if (token === undefined)
      throw new Unauthorized(AuthErrors.token_required, missing(authorization), 'no_bearer_token');
    const known = this.known.get(token);
    if (known === undefined || Date.now() >= known.expiresAt) return this.verify(token);
    this.revocations.refuse(known);
    return known;
  }

  private verify(token: string): Caller | Promise<Caller> {
    if (token.length > MAX_LENGTH) throw invalidToken('too_long');
    const { alg, kid, crit } = this.header(token);
    // Nothing that could be critical is understood here (RFC 7515, section 4.1.11).
    if (crit !== undefined) throw invalidToken('critical_header');
    if (alg === 'HS256') return this.accept(token, this.bySecret);
    if (this.keys === undefined || !isKeyAlgorithm(alg)) throw invalidToken('algorithm');
    if (!isKid(kid)) throw invalidToken('key');
    const verify = this.keys.find(alg, kid);
    if (verify !== undefined) return this.accept(token, verify);
    return this.keys.findNew(alg, kid).then((found) => this.accept(token, found));
  }

  private header(token: string): Verified['header'] {
    try {
      return (this.decode(token) as Verified).header;
    } catch {
      throw invalidToken('not_a_jwt');
    }
  }

  private accept(token: string, verify: Verify | undefined): Caller {
    if (verify === undefined) throw invalidToken('key');
    const caller = this.toCaller(token, verified(token, verify));
    this.revocations.refuse(caller);
    this.known.set(token, caller);
    return caller;
  }

  private toCaller(token: string, { header: { typ }, payload }: Verified): Caller {
    if (typ !== undefined && !(typeof typ === 'string' && ACCESS_TOKEN.test(typ))) throw invalidToken('type');
    const { exp, iat, scope } = payload;
    // JSON can say 1e999, which never passes.
    if (!Number.isFinite(exp)) throw invalidToken('exp');
    if (Number(exp) > LATEST) throw invalidToken('exp_in_milliseconds');
    const isService = hasScope(scope, SERVICE_SCOPE);
    const subject = this.subjectOf(payload, isService);
    if (!hasUtf8Payload(token, subject)) throw invalidToken('not_utf8');
    return {
      subject,
      isService,
      issuedAt: this.issuedAt(iat),
      expiresAt: Number(exp) * 1000 + this.leewayMs,
    };
  }

  /** A time to come says nothing of when it was: else such a token would be newer than any revocation. */
  private issuedAt(iat: unknown): number {
    const issuedAt = Number.isFinite(iat) ? Number(iat) * 1000 : 0;
    return issuedAt > Date.now() + this.leewayMs ? 0 : issuedAt;
  }

  /** A service acts for anybody anyway, so that it may be known by its `sub` where it is not in the users' directory. */
  private subjectOf(payload: Verified['payload'], isService: boolean): string {
    const { userClaim } = this;
    const claim = isService && !Object.hasOwn(payload, userClaim) ? 'sub' : userClaim;
    const subject = Object.hasOwn(payload, claim) ? payload[claim] : undefined;
    if (!isUserId(subject)) throw invalidToken(claim === 'sub' ? 'sub' : 'user_claim');
    return subject;
  }
}

/** What is there in the place of a bearer token; nothing of it is repeated but the name of a scheme that is known. */
function missing(authorization = ''): string {
  const ask = AuthErrors.token_required.detail;
  if (authorization === '') return ask;
  const [scheme = ''] = authorization.split(' ', 1);
  if (/^bearer$/i.test(scheme))
    return `${ask} What follows Bearer is empty, or has characters that no token has, e.g. quotes.`;
  if (/^(basic|digest|token|jwt|apikey)$/i.test(scheme)) return `${ask} The scheme sent is ${scheme}.`;
  return `${ask} The header does not begin with Bearer.`;
}

function verified(token: string, verify: Verify): Verified {
  try {
    return verify(token);
  } catch (error) {
    throw refusedToken(error);
  }
}

function isKeyAlgorithm(alg: unknown): alg is KeyAlgorithm {
  return KEY_ALGORITHMS.has(alg);
}

/** Bytes that are not UTF-8 are decoded as U+FFFD: a subject without that character needs no check. */
function hasUtf8Payload(token: string, subject: string): boolean {
  return !subject.includes('\ufffd') || isUtf8(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
}

import { createVerifier } from 'fast-jwt';

/** What a token may be signed with here. Never `none`, and nothing that one key could verify in two ways. */
export type Algorithm = 'HS256' | 'RS256' | 'ES256' | 'EdDSA';

export interface ClaimRules {
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
  /** Allowed clock difference, at most 60. */
  readonly leewaySeconds: number;
}

export interface Verified {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Throws fast-jwt's error for a token that this key did not sign, or whose claims are refused. */
export type Verify = (token: string) => Verified;

/** One key verifies one algorithm; the header of a token has no say in it (RFC 8725, section 3.1). */
export function verifyWith(key: string, algorithm: Algorithm, { issuer, audience, leewaySeconds }: ClaimRules): Verify {
  return createVerifier({
    key,
    algorithms: [algorithm],
    clockTolerance: leewaySeconds * 1000,
    requiredClaims: ['exp', ...(issuer === undefined ? [] : ['iss']), ...(audience === undefined ? [] : ['aud'])],
    ...(issuer !== undefined && { allowedIss: issuer }),
    ...(audience !== undefined && { allowedAud: audience }),
    complete: true,
  }) as Verify;
}

/** Tries keys of one algorithm in turn, as during the rotation of a secret. */
export function verifyWithAny(verifiers: readonly Verify[]): Verify {
  return (token) => {
    let refused: unknown = new Error('There is no key.');
    for (const verify of verifiers) {
      try {
        return verify(token);
      } catch (error) {
        if ((error as { code?: string }).code !== 'FAST_JWT_INVALID_SIGNATURE') throw error;
        refused = error;
      }
    }
    throw refused;
  };
}

import { createSigner } from 'fast-jwt';
import { SERVICE_SCOPE } from './scope.js';

export interface NewToken {
  readonly secret: string;
  readonly subject: string;
  readonly isService: boolean;
  readonly lifetimeSeconds: number;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  /** The claim that holds the user id; `sub` unless given. */
  readonly userClaim?: string | undefined;
}

/** An access token for development and tests; a product's own identity service issues its users' tokens. */
export function issueToken({ secret, subject, isService, lifetimeSeconds, ...claims }: NewToken): string {
  const { issuer, audience, userClaim = 'sub' } = claims;
  const sign = createSigner({ key: secret, algorithm: 'HS256', expiresIn: lifetimeSeconds * 1000 });
  return sign({
    sub: subject,
    [userClaim]: subject,
    ...(isService && { scope: SERVICE_SCOPE }),
    ...(issuer !== undefined && { iss: issuer }),
    ...(audience !== undefined && { aud: audience }),
  });
}

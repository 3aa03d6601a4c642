import { createSigner } from 'fast-jwt';

export interface NewToken {
  readonly secret: string;
  readonly subject: string;
  readonly isService: boolean;
  readonly lifetimeSeconds: number;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
}

/** An access token for development and tests; a product's own identity service issues its users' tokens. */
export function issueToken({ secret, subject, isService, lifetimeSeconds, issuer, audience }: NewToken): string {
  const sign = createSigner({ key: secret, algorithm: 'HS256', expiresIn: lifetimeSeconds * 1000 });
  return sign({
    sub: subject,
    ...(isService && { scope: 'chat:service' }),
    ...(issuer !== undefined && { iss: issuer }),
    ...(audience !== undefined && { aud: audience }),
  });
}

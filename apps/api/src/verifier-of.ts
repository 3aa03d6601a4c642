import { TokenVerifier } from '#libs/auth';
import type { Settings } from '#libs/config';

/** Who checks access tokens, as the settings say; without a secret only the issuer's keys do. */
export function verifierOf(settings: Settings, secret: string | undefined): TokenVerifier {
  return new TokenVerifier({
    secrets: [...(secret === undefined ? [] : [secret]), ...settings.JWT_OLD_SECRETS],
    jwksUrl: settings.JWT_JWKS_URL,
    issuer: settings.JWT_ISSUER,
    audience: settings.JWT_AUDIENCE,
    leewaySeconds: settings.JWT_LEEWAY_SECONDS,
    userClaim: settings.JWT_USER_CLAIM,
  });
}

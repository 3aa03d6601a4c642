/** What makes a token that of a trusted back end. */
export const SERVICE_SCOPE = 'chat:service';

/** A scope is words with spaces between them (RFC 8693, section 4.2); some issuers make it a list of words. */
export function hasScope(scope: unknown, wanted: string): boolean {
  if (Array.isArray(scope)) return scope.includes(wanted);
  return typeof scope === 'string' && scope.split(' ').includes(wanted);
}

// Whose token the page has.

export function tokenOf(system) {
  return system.authSelectors.authorized().getIn(['bearer', 'value']);
}

/** The claims of the token that the page sends; undefined without one, `{}` when it is no JWT (RFC 7519). */
export function claimsOf(system) {
  const token = tokenOf(system);
  if (token === undefined) return undefined;
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))));
    return typeof claims?.sub === 'string' ? claims : {};
  } catch {
    return {};
  }
}

export function hasExpired({ exp }) {
  return exp * 1000 <= Date.now();
}

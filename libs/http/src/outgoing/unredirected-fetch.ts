/**
 * Sends a request to the configured address only; a redirect counts as a refusal. A compromised server must not be able
 * to send questions, keys or this machine's requests elsewhere (OWASP API10:2023).
 */
export const unredirectedFetch: typeof fetch = (input, init) => fetch(input, { ...init, redirect: 'manual' });

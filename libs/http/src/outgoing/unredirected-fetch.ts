/**
 * Asks the configured address and no other: a redirect is an answer like any refusal. A server that is taken over must
 * not be able to send questions, keys or this machine's requests elsewhere (OWASP API10:2023).
 */
export const unredirectedFetch: typeof fetch = (input, init) => fetch(input, { ...init, redirect: 'manual' });

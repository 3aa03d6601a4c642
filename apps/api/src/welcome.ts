import { isLoopback } from '#libs/http';
import { demoCode } from './demo/demo-code.js';

interface Start {
  readonly url: string;
  /** Address that it listens on. */
  readonly address: string;
  readonly jwtSecret: string;
  /** The environment without a file .env, which other programs read, too. */
  readonly given: NodeJS.ProcessEnv;
}

/** Settings that a token is made by: another program has to be called with them. */
const OF_TOKENS = ['DATA_DIR', 'JWT_SECRET', 'JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_USER_CLAIM'] as const;

/** What to do next, for somebody who has just started the service for the first time. */
export function welcome({ url, address, jwtSecret, given }: Start): string {
  const token = `${prefix(given)}npm run --silent token -- alice`;
  const openTo = isLoopback(address)
    ? ''
    : `  Not for production, and open to the network: it listens on ${address}; HOST=127.0.0.1 keeps it on this computer.\n\n`;
  return `
Chat System API is ready.

  Chat         ${url}/#demo=${demoCode(jwtSecret)}
  Swagger UI   ${url}/docs#demo=${demoCode(jwtSecret)}, where one click makes you the demo user
  A token      ${token}
  First call   curl -X POST ${url}/api/v1/chats -H "Authorization: Bearer $(${token})"

${openTo}`;
}

/** `DATA_DIR=/srv/chat `, as a shell reads it; a secret is named and not shown. */
function prefix(given: NodeJS.ProcessEnv): string {
  const set = OF_TOKENS.filter((name) => (given[name] ?? '') !== '');
  return set.map((name) => `${name}=${name === 'JWT_SECRET' ? '"$JWT_SECRET"' : quoted(given[name]!)} `).join('');
}

function quoted(value: string): string {
  return /^[\w./:@+-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

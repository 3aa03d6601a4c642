import { isLoopback } from '#libs/http';
import { demoCode } from './demo/demo-code.js';

interface Start {
  readonly url: string;
  /** Address that it listens on. */
  readonly address: string;
  readonly jwtSecret: string;
}

/** What to do next, for somebody who has just started the service for the first time. */
export function welcome({ url, address, jwtSecret }: Start): string {
  const openTo = isLoopback(address)
    ? ''
    : `  Not for production, and open to the network: it listens on ${address}; HOST=127.0.0.1 keeps it on this computer.\n\n`;
  return `
Chat System API is ready.

  Chat         ${url}/#demo=${demoCode(jwtSecret)}
  Swagger UI   ${url}/docs#demo=${demoCode(jwtSecret)}, where one click makes you the demo user
  A token      npm run --silent token -- alice
  First call   curl -X POST ${url}/api/v1/chats -H "Authorization: Bearer $(npm run --silent token -- alice)"

${openTo}`;
}

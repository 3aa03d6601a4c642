import type { PublicAddress } from '#libs/http';

/** Without a known host it is where the service listens by default. */
export function asyncApiServers({ origin, path }: PublicAddress) {
  const { host, protocol } = new URL(origin || 'http://localhost:3000');
  const server = { host, ...(path !== '' && { pathname: path }), description: 'This server.' };
  const isSecure = protocol === 'https:';
  return {
    webSocket: { ...server, protocol: isSecure ? 'wss' : 'ws' },
    eventStream: { ...server, protocol: isSecure ? 'https' : 'http' },
  };
}

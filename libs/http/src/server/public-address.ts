import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback } from './local-request.js';
import type { TrustedProxies } from './trusted-proxies.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Where clients reach the service, as far as it is known. */
    readonly publicAddress: PublicAddress;
  }
}

export interface PublicAddress {
  /** Scheme, host and port, such as `https://api.example.com`; empty when the request names no host. */
  readonly origin: string;
  /** The path that a proxy removes before it passes requests on, such as `/chat`; empty where there is none. */
  readonly path: string;
}

/** A name, IPv4 or IPv6 address, and a port: nothing that means something in HTML, JSON, YAML or Markdown. */
const HOST = /^(?:[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
const PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[a-z0-9._~-]+)+$/i;
const LONGEST_PATH = 256;

/**
 * Gives each request the address that its client used: `PUBLIC_URL` where it is set, otherwise what `Host` says, or
 * `X-Forwarded-Proto`, `-Host` and `-Prefix` when a trusted proxy sent them (see {@link TrustedProxies}), `-Prefix` from
 * any on this computer, too. What does not look like a host or a path is ignored, so nothing can be smuggled into an
 * answer that repeats it.
 * @param setting `PUBLIC_URL`: an http or https URL with at most a plain path
 */
export function namePublicAddress(server: FastifyInstance, proxies: TrustedProxies, setting?: string): void {
  const configured = setting === undefined ? undefined : configuredAddress(setting);
  server.decorateRequest('publicAddress', {
    getter: function (this: FastifyRequest): PublicAddress {
      return configured ?? { origin: originOf(this), path: prefixOf(this, proxies) };
    },
  });
}

function configuredAddress(url: string): PublicAddress {
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname.replace(/\/+$/, '') };
}

function originOf(request: FastifyRequest): string {
  // Fastify's `host` and `protocol` follow X-Forwarded-* from trusted proxies alone.
  const { host } = request;
  if (!HOST.test(host) || !URL.canParse(`http://${host}`)) return '';
  return `${request.protocol === 'https' ? 'https' : 'http'}://${host}`;
}

/**
 * The nearest proxy's word is the last of a list. One on this computer is believed without `TRUST_PROXY`: unlike an
 * address, a path changes nothing but the links in the answer to the one who sent it.
 */
function prefixOf({ headers, socket }: FastifyRequest, proxies: TrustedProxies): string {
  const given = headers['x-forwarded-prefix'];
  const remote = socket.remoteAddress ?? '';
  if (given === undefined || !(isLoopback(remote) || proxies.trusts(remote, 0))) return '';
  const path = [given].flat().join(',').split(',').at(-1)?.trim().replace(/\/+$/, '') ?? '';
  return isPath(path) ? path : '';
}

function isPath(text: string): boolean {
  return text.length <= LONGEST_PATH && PATH.test(text);
}

import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Headers by which proxies say that they pass on what another computer sent. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Sent from this computer, to a name that can only mean this computer: `localhost` (RFC 6761, section 6.3) or a
 * loopback address. Any other name may have been made to point here.
 */
export function isLocal({ ip, headers }: FastifyRequest): boolean {
  return isLoopback(ip) && !PASSED_ON.some((name) => name in headers) && namesThisComputer(headers.host);
}

/** Sent by a page of this very server, opened on this computer (Fetch Metadata, section 2.3; RFC 6454, section 7). */
export function isSentByPageHere(request: FastifyRequest): boolean {
  const { host, origin, 'sec-fetch-site': site = 'same-origin' } = request.headers;
  return isLocal(request) && origin === `http://${host}` && site === 'same-origin';
}

function namesThisComputer(host = ''): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  return isLoopbackName(new URL(`http://${host}`).hostname);
}

/** @param hostname of a URL */
export function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
}

export function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** The proxies whose `X-Forwarded-For` is believed. */
export class TrustedProxies {
  private readonly networks = new BlockList();
  private readonly hops: number;
  private readonly trustsNobody: boolean;

  /** @param setting how many proxies there are, or their addresses and networks; none by default */
  constructor(setting: number | readonly string[] = []) {
    this.hops = typeof setting === 'number' ? setting : 0;
    this.trustsNobody = setting === 0 || (Array.isArray(setting) && setting.length === 0);
    for (const entry of typeof setting === 'number' ? [] : setting)
      for (const network of NAMED[entry] ?? [entry]) this.add(network);
  }

  /** Fastify's `trustProxy`. @param hop how many trusted ones lie between this address and the server */
  readonly trusts = (address: string, hop: number): boolean => {
    const plain = withoutMapping(address);
    const version = isIP(plain);
    if (version === 0) return false;
    return hop < this.hops || this.networks.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };

  /**
   * The client address of a request: the nearest one that is not a trusted proxy. Anyone can write the addresses
   * further to the left in `X-Forwarded-For`.
   */
  addressOf({ socket, headers }: IncomingMessage): string {
    if (this.trustsNobody) return withoutMapping(socket.remoteAddress ?? '');
    const given = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    let address = socket.remoteAddress ?? '';
    for (let hop = 0; this.trusts(address, hop); hop++) {
      const next = given.pop()?.trim();
      if (next === undefined || isIP(next) === 0) break;
      address = next;
    }
    return withoutMapping(address);
  }

  private add(network: string): void {
    const [address = '', prefix] = network.split('/');
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    this.networks.addSubnet(address, prefix === undefined ? longest : Number(prefix), version === 4 ? 'ipv4' : 'ipv6');
  }
}

/** IPv4 over a socket of IPv6 (RFC 4291, section 2.5.5.2). */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

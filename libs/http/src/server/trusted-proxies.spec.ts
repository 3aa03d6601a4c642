import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TrustedProxies } from './trusted-proxies.js';

const addressOf = (setting: number | readonly string[], peer: string, forwarded?: string) =>
  new TrustedProxies(setting).addressOf({
    socket: { remoteAddress: peer },
    headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
  } as unknown as IncomingMessage);

describe('where a request comes from', () => {
  it.each([
    // Nobody is believed.
    [0, '10.0.0.1', '1.2.3.4', '10.0.0.1'],
    [[], '10.0.0.1', '1.2.3.4', '10.0.0.1'],
    // One proxy: what it has added is the last word.
    [1, '10.0.0.1', '1.2.3.4', '1.2.3.4'],
    [1, '10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    [2, '10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2', '1.2.3.4'],
    [1, '10.0.0.1', undefined, '10.0.0.1'],
    // By address, network and name.
    [['10.0.0.1'], '10.0.0.1', '1.2.3.4', '1.2.3.4'],
    [['10.0.0.1'], '10.0.0.9', '1.2.3.4', '10.0.0.9'],
    [['10.0.0.0/8'], '10.9.9.9', '6.6.6.6, 1.2.3.4, 10.1.1.1', '1.2.3.4'],
    [['loopback'], '127.0.0.1', '1.2.3.4', '1.2.3.4'],
    [['loopback'], '::1', '1.2.3.4', '1.2.3.4'],
    [['uniquelocal'], 'fd00::1', '1.2.3.4', '1.2.3.4'],
    // IPv4 on a socket of IPv6.
    [['10.0.0.1'], '::ffff:10.0.0.1', '1.2.3.4', '1.2.3.4'],
    [0, '::ffff:10.0.0.1', undefined, '10.0.0.1'],
    // What is no address ends the walk.
    [3, '10.0.0.1', '1.2.3.4, unknown', '10.0.0.1'],
    [3, '10.0.0.1', '', '10.0.0.1'],
  ] as const)('%j trusted, from %s with %s: %s', (setting, peer, forwarded, address) => {
    expect(addressOf(setting, peer, forwarded)).toBe(address);
  });

  it('cannot be changed by anything that a caller writes', () => {
    const written = fc
      .array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('unknown'), fc.string()))
      .map((all) => all.join(', '));
    fc.assert(
      fc.property(written, fc.ipV4(), (forged, caller) => {
        // One proxy that appends the address of its caller.
        expect(addressOf(1, '10.0.0.1', `${forged}, ${caller}`)).toBe(caller);
      }),
    );
  });
});

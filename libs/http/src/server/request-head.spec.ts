import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { checkContentCoding, checkHost } from './request-head.js';

const head = (hosts: string[], httpVersion = '1.1') =>
  ({
    httpVersion,
    rawHeaders: ['Accept', '*/*', ...hosts.flatMap((host) => ['hOsT', host])],
    headers: { host: hosts[0] },
  }) as unknown as IncomingMessage;

describe('Host', () => {
  it.each([[['localhost']], [['localhost:3000']], [['[::1]:3000']], [['']]])('may be %j', (hosts) => {
    expect(() => checkHost(head(hosts))).not.toThrow();
  });

  it.each([
    [[]],
    [['a', 'a']],
    [['a', 'b']],
    [['a/b']],
    [['a?b']],
    [['user@a']],
    [['a, b']],
    [['a b']],
    [['a\\b']],
    [['a#b']],
  ])('may not be %j', (hosts) => {
    expect(() => checkHost(head(hosts))).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ field: 'Host' })] }),
    );
  });

  it('may be absent in HTTP/1.0, but not be there twice', () => {
    expect(() => checkHost(head([], '1.0'))).not.toThrow();
    expect(() => checkHost(head(['a', 'b'], '1.0'))).toThrow();
  });
});

describe('Content-Encoding', () => {
  const coded = (coding?: string) => ({ headers: { 'content-encoding': coding } }) as IncomingMessage;

  it.each([undefined, '', 'identity', ' Identity '])('may be %j', (coding) => {
    expect(() => checkContentCoding(coded(coding))).not.toThrow();
  });

  it.each(['gzip', 'br', 'identity, gzip', 'deflate', 'x'])('may not be %s', (coding) => {
    expect(() => checkContentCoding(coded(coding))).toThrow(
      expect.objectContaining({ code: 'unsupported_media_type' }),
    );
  });
});

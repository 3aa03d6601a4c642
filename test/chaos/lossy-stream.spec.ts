import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { lossyStream, type Protocol } from './lossy-stream.js';
import { postgresProtocol } from './postgres-protocol.js';
import { redisProtocol } from './redis-protocol.js';

const postgres = (type: string, text: string) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(text));
  return Buffer.concat([Buffer.from(type), length, Buffer.from(text)]);
};
const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
const redis = (kind: string, ...texts: string[]) =>
  Buffer.from(`${kind}${texts.length}\r\n${texts.map(bulk).join('')}`);

const wires: readonly (readonly [string, Protocol, kept: readonly Buffer[], losable: readonly Buffer[]])[] = [
  [
    'PostgreSQL',
    postgresProtocol,
    [postgres('R', 'ready'), postgres('Z', ''), postgres('D', 'A, a row')],
    [postgres('A', 'a hint'), postgres('A', '')],
  ],
  [
    'Redis',
    redisProtocol,
    [
      Buffer.from('+PONG\r\n$-1\r\n'),
      Buffer.from('%1\r\n+id\r\n:3\r\n|1\r\n+a\r\n+b\r\n*1\r\n:1\r\n'),
      redis('>', 'subscribe', 'hints', '1'),
      redis('*', 'other', 'message', 'x'),
    ],
    [redis('*', 'message', 'hints', 'line\r\nline'), redis('>', 'message', 'hints', '')],
  ],
];

describe.each(wires)('what %s says, on a lossy way', (_, protocol, kept, losable) => {
  const everything = [...kept, ...losable, ...kept];
  const carried = async (isLost: () => boolean, chunkBytes: number) => {
    const stream = lossyStream(protocol, isLost);
    const bytes = Buffer.concat(everything);
    for (let at = 0; at < bytes.length; at += chunkBytes) stream.write(bytes.subarray(at, at + chunkBytes));
    stream.end();
    return (await buffer(stream)).toString('latin1');
  };

  it.each([1, 2, 7, 10_000])('arrives without the hints that get lost, in pieces of %i bytes', async (chunkBytes) => {
    expect(await carried(() => false, chunkBytes)).toBe(Buffer.concat(everything).toString('latin1'));
    expect(await carried(() => true, chunkBytes)).toBe(Buffer.concat([...kept, ...kept]).toString('latin1'));
  });

  it('loses each hint by itself', async () => {
    let nth = 0;
    const expected = Buffer.concat([...kept, ...losable.slice(1), ...kept]).toString('latin1');
    expect(await carried(() => nth++ === 0, 10_000)).toBe(expected);
  });
});

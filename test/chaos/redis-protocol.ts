import type { Protocol } from './lossy-stream.js';

/** A delivery of publish/subscribe: an array of three in RESP2, a push in RESP3. */
const DELIVERY = /^[*>]3\r\n\$7\r\nmessage\r\n/;

/**
 * What Redis says: values of one line, strings with their length before them, and lists of values.
 * https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
export const redisProtocol: Protocol = {
  endOf,
  isLosable: (message) => DELIVERY.test(message.toString('latin1', 0, 32)),
};

function endOf(bytes: Buffer, start: number): number | undefined {
  const lineEnd = bytes.indexOf('\r\n', start);
  if (lineEnd === -1) return undefined;
  const kind = bytes.toString('latin1', start, start + 1);
  const count = Number(bytes.toString('latin1', start + 1, lineEnd));
  let end: number | undefined = lineEnd + 2;
  if ('$=!'.includes(kind)) {
    if (count >= 0) end += count + 2;
    return end <= bytes.length ? end : undefined;
  }
  for (let left = valuesIn(kind, count); left > 0 && end !== undefined; left--) end = endOf(bytes, end);
  return end;
}

function valuesIn(kind: string, count: number): number {
  if ('*~>'.includes(kind)) return count;
  if (kind === '%') return 2 * count;
  // Attributes stand before the value that they belong to.
  return kind === '|' ? 2 * count + 1 : 0;
}

import type { Protocol } from './lossy-stream.js';

const NOTIFICATION_RESPONSE = 'A'.charCodeAt(0);

/**
 * What PostgreSQL says without TLS: a type of one byte, then the length of all but the type as an int32.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export const postgresProtocol: Protocol = {
  endOf(bytes, start) {
    if (bytes.length < start + 5) return undefined;
    const end = start + 1 + bytes.readInt32BE(start + 1);
    return end <= bytes.length ? end : undefined;
  },
  isLosable: (message) => message[0] === NOTIFICATION_RESPONSE,
};

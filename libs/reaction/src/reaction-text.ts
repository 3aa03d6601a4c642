import { isStorable } from '#libs/http';

/** Bytes of UTF-8. */
export const MAX_REACTION_BYTES = 64;

/**
 * Whether a text can be a reaction: 1-64 bytes without control characters or white space, and not `.` or `..`,
 * which clients normalise out of a path (RFC 3986, section 5.2.4).
 */
export function isReaction(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    Buffer.byteLength(value) <= MAX_REACTION_BYTES &&
    isStorable(value) &&
    !/[\p{Cc}\s]/u.test(value) &&
    value !== '.' &&
    value !== '..'
  );
}

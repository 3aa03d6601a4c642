import { Unreadable } from './unreadable.js';

/**
 * Strict base64 (RFC 4648 section 4: padded, canonical), in lines or not.
 * @throws Unreadable `not_base64`
 */
export function decodeBase64(content: string): Buffer {
  const digits = content.replace(/[\t\n\f\r ]+/g, '');
  const bytes = Buffer.from(digits, 'base64');
  // Node skips what it does not understand; what was understood comes back the same.
  if (bytes.toString('base64') !== digits)
    throw new Unreadable('not_base64', 'The content is not base64, though "encoding" says so.');
  return bytes;
}

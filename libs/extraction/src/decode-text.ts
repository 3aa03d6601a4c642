import { TextDecoder } from 'node:util';
import { Unreadable } from './unreadable.js';

const BYTE_ORDER_MARKS = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;

/**
 * Text out of bytes: the byte order mark says how (and is dropped), else the label, else it is UTF-8
 * (WHATWG Encoding Standard, 6.1).
 * @throws Unreadable `unsupported_charset`, `broken_file` where bytes mean nothing, `media_type_mismatch` for NUL
 */
export function decodeText(bytes: Uint8Array, charset = 'utf-8'): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, nth) => bytes[nth] === byte));
  const text = decode(decoderOf(marked?.[0] ?? charset), bytes);
  // No text has it; UTF-16 that is not said to be such is full of it.
  if (text.includes('\0'))
    throw new Unreadable('media_type_mismatch', 'The file is not text: it holds NUL characters.');
  return text;
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (cause) {
    throw new Unreadable('unsupported_charset', 'The charset of the file is not known.', { cause });
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new Unreadable('broken_file', `The file is not valid ${decoder.encoding.toUpperCase()} text.`, { cause });
  }
}

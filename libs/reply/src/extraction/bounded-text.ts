import { Unreadable } from './unreadable.js';

/** UTF-16 code units of text that one file may give. */
export const MAX_TEXT_LENGTH = 4 * 1024 * 1024;

/** @throws Unreadable `too_large` */
export function checkTextLength(length: number): void {
  if (length > MAX_TEXT_LENGTH) throw new Unreadable('too_large', 'The file holds more text than can be read.');
}

/** @throws Unreadable `empty_text` where there is nothing but white space */
export function checkNotEmpty(text: string): void {
  if (!/\S/.test(text)) throw new Unreadable('empty_text', 'There is no text in the file. Scanned pages are not read.');
}

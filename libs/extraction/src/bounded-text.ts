import { Unreadable } from './unreadable.js';

/** Bytes of UTF-8 that one file may give as text. */
const MAX_TEXT = 4 * 1024 * 1024;
/** How many times its own bytes a file may give: prose in a Word file or a PDF is some 3 times as long as the file. */
const MAX_EXPANSION = 10;
/** Bytes on top of that, for very small files. */
const SMALL_TEXT = 8 * 1024;

/** The most text, in bytes of UTF-8, that a file of this size may give. */
export function mostText(fileBytes: number): number {
  return Math.min(MAX_TEXT, SMALL_TEXT + MAX_EXPANSION * fileBytes);
}

/** @throws Unreadable `too_large` */
export function checkTextSize(textBytes: number, most: number): void {
  if (textBytes > most)
    throw new Unreadable(
      'too_large',
      `The file holds more text than is read: at most ${MAX_EXPANSION} times its own bytes, and 4 MiB.`,
    );
}

/** @throws Unreadable `empty_text` when the text is only white space */
export function checkNotEmpty(text: string): void {
  if (!/\S/.test(text)) throw new Unreadable('empty_text', 'There is no text in the file. Scanned pages are not read.');
}

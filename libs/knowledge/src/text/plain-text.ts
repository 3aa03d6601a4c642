import { streamSafe } from './stream-safe.js';

/**
 * Characters that nobody sees and that may stand inside a word: soft hyphen, combining grapheme joiner, Arabic
 * letter mark, zero-width spaces and joiners, word joiner, variation selectors, byte order mark; and the Arabic tatweel,
 * which only stretches a word. Between words of a script without spaces they part nothing that a segmenter would not.
 */
const UNSEEN = /[\u00ad\u061c\u0640\u180e\u200b-\u200f\u2060-\u2064\ufeff]|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]/gu;

/** A text as it is compared: by NFKC, with one kind of apostrophe, without what is not seen. */
export function plainText(text: string): string {
  return streamSafe(text.replaceAll(UNSEEN, ''))
    .normalize('NFKC')
    .replaceAll(/[’ʼ＇]/gu, "'");
}

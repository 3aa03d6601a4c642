/** Scripts whose words need joiners (Persian ZWNJ, Indic conjuncts), and pictures that a ZWJ makes one of several. */
const JOINED =
  'Arabic Syriac Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .concat('\\p{Extended_Pictographic}', '\\p{Emoji_Modifier}', '\\uFE0F')
    .join('');

const UNSEEN = new RegExp(
  [
    // Control characters but tab and line feed.
    '[\\0-\\x08\\x0B-\\x1F\\x7F-\\x9F]',
    // Bidirectional marks, embeddings, overrides and isolates.
    '[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u206F]',
    // Zero-width spaces, soft hyphen, invisible operators, annotations, fillers.
    '[\\u00AD\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180E\\u200B\\u2060-\\u2065\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB]',
    // Variation selectors that choose no emoji, and tags: both can spell a text that only a machine reads.
    '[\\uFE00-\\uFE0D\\u{E0000}-\\u{E0FFF}]',
    `(?<![${JOINED}])[\\u200C\\u200D]`,
    // A lone surrogate.
    '\\p{Surrogate}',
  ].join('|'),
  'gu',
);

/**
 * Text as a person would read it: without control, bidirectional and zero-width characters, which can hide an
 * instruction from people or show them another text than the model gets. A joiner stays where one is needed: a single
 * one after an emoji or a letter of a script that joins; flags of England, Scotland and Wales become a black flag.
 * Line breaks become line feeds.
 */
export function readableText(text: string): string {
  return text.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll(UNSEEN, '');
}

/** The same in one line of at most 200 characters. */
export function readableLine(text: string): string {
  return Array.from(readableText(text).replaceAll(/\s+/g, ' ').trim()).slice(0, 200).join('');
}

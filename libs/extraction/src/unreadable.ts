import type { Explanation } from '#libs/http';

/** What can be read, in the words of every refusal. */
export const READ = 'PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), mail (.eml), HTML and any text';

/** Why the text of a file cannot be had. */
export const UnreadableFailures = {
  unsupported_media_type: {
    meaning: `Files of this type are not read. ${READ} can be.`,
    remedy:
      'Convert it, or correct `media_type` and `filename`. The message stays, it is only not searched for answers.',
  },
  unsupported_charset: {
    meaning: 'The `charset` of the media type is not known.',
    remedy: 'Send the text as UTF-8.',
  },
  media_type_mismatch: {
    meaning: 'The bytes are not what `media_type` or `filename` says.',
    remedy: 'Correct the type, and send files that are no text as base64.',
  },
  not_base64: {
    meaning: '`encoding` says base64 and the content is not, or a file that needs base64 came without.',
    remedy: 'Send padded base64 (RFC 4648, section 4) and `"encoding": "base64"`.',
  },
  broken_file: {
    meaning: 'The file is damaged, or reading it ended the reader several times.',
    remedy: 'Open it, save it again, and send that.',
  },
  encrypted: {
    meaning: 'The file is protected with a password.',
    remedy: 'Send it without protection.',
  },
  empty_text: {
    meaning: 'There is no text in the file; scanned pages are pictures.',
    remedy: 'Run it through text recognition first.',
  },
  too_large: {
    meaning:
      'The file is too large once it is unpacked, or holds more text, passages or different words than a file of its size may.',
    remedy: 'Send it in parts.',
  },
  too_slow: {
    meaning: 'Reading the file took longer than 30 s.',
    remedy: 'Send it in parts, or as plain text.',
  },
} as const satisfies Readonly<Record<string, Explanation>>;

export type UnreadableCode = keyof typeof UnreadableFailures;

/** A file without text that can be had. The message is a sentence for people; nothing of the file stands in it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  /** @param options `cause` is for the log only */
  constructor(
    readonly code: UnreadableCode,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}

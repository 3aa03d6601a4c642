export type UnreadableCode =
  | 'unsupported_media_type'
  | 'unsupported_charset'
  | 'media_type_mismatch'
  | 'not_base64'
  | 'broken_file'
  | 'encrypted'
  | 'empty_text'
  | 'too_large'
  | 'too_slow';

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

/** A piece of a message, or of the text extracted from it, that can be found and cited. */
export interface Passage {
  readonly chatId: number;
  readonly messageId: number;
  /** What the message's `message_metadata.filename` says. */
  readonly filename: string | undefined;
  /** When the message was sent, in ISO 8601. */
  readonly sentAt?: string | undefined;
  /** What the offsets count in: the message's content, or the text that was extracted from it. */
  readonly source: 'content' | 'extracted';
  /** Offsets in code points; `end` is the first one after it. */
  readonly start: number;
  readonly end: number;
  /** Exactly the slice from `start` to `end`. */
  readonly text: string;
  /** The heading under which it stands, where that is not within it. */
  readonly heading?: string | undefined;
  /** The line that labels the cells of the table rows with which it begins, where that is not within it. */
  readonly header?: string | undefined;
  /** The higher the better; comparable within one answer only. */
  readonly score: number;
}

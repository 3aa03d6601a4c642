/**
 * What a line of a text is: lines of a paragraph belong together, any other line stands alone. A `header` labels the
 * cells of the rows below it.
 */
export type BlockKind = 'heading' | 'paragraph' | 'line' | 'header' | 'row';

/** A heading, a paragraph, or a line of a list, a table or code. Offsets are in UTF-16 code units. */
export interface Block {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
  /** Of a row, where its table has one. */
  readonly header?: string | undefined;
}

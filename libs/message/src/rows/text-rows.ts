import type { Rows } from '#libs/chat';
import { RowList, type Statement } from '#libs/database';
import { deleteNewTexts, deleteTexts, insertMessageText, insertNewTexts } from '#libs/search';

/** The texts by which `q` finds messages. */
export class TextRows implements Rows {
  static readonly order = 4;
  private readonly found: Place[] = [];
  private readonly removed: Place[] = [];
  private readonly texts: (Place & { readonly text: string })[] = [];

  /** `q` finds the new message by its content. */
  addNew(chatId: number, messageId: number): void {
    this.found.push({ chatId, messageId });
  }

  /** `q` finds the message by nothing any more; call `set` after it for another text. */
  remove(chatId: number, messageId: number): void {
    this.removed.push({ chatId, messageId });
  }

  /** From now on `q` finds the message by this text, and no other; it must not wait to be indexed. */
  set(chatId: number, messageId: number, text: string): void {
    this.texts.push({ chatId, messageId, text });
  }

  loads(): readonly Statement[] {
    return [];
  }

  loaded(): void {
    // Nothing reads these rows in a change.
  }

  stores(): readonly Statement[] {
    return [
      // Those that wait come first: somebody who is just indexing one of them is waited for.
      ...FOUND.statements({ name: 'message.remove-new-texts', text: REMOVE_NEW }, this.removed),
      ...FOUND.statements({ name: 'message.remove-texts', text: REMOVE }, this.removed),
      ...FOUND.statements({ name: 'message.add-texts', text: ADD }, this.found),
      ...TEXTS.statements({ name: 'message.store-texts', text: STORE }, this.texts),
    ];
  }
}

interface Place {
  readonly chatId: number;
  readonly messageId: number;
}

const PLACE = {
  chat_id: ['bigint', ({ chatId }: Place) => chatId],
  id: ['bigint', ({ messageId }: Place) => messageId],
} as const;

const FOUND = new RowList<Place>('u', PLACE);
const REMOVE_NEW = deleteNewTexts(FOUND.sql, 'u');
const REMOVE = deleteTexts(FOUND.sql, 'u');
const ADD = insertNewTexts(FOUND.sql);

const TEXTS = new RowList<Place & { readonly text: string }>('u', {
  ...PLACE,
  searchable: ['text', ({ text }) => text],
});
const STORE = `WITH written AS (SELECT * FROM ${TEXTS.sql}) ${insertMessageText('written')}
  ON CONFLICT (chat_id, message_id) DO UPDATE SET folded = excluded.folded`;

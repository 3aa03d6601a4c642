import type { Rows } from '#libs/chat';
import { RowList, type Statement } from '#libs/database';
import { deleteNewTextsSql, deleteTextsSql, insertMessageTextSql, insertNewTextsSql } from '#libs/search';
import type { MessagePlace } from '../shown/message-view.js';

/** The texts by which `q` finds messages. */
export class TextRows implements Rows {
  static readonly table = 'texts';
  private readonly added: MessagePlace[] = [];
  private readonly removed: MessagePlace[] = [];
  private readonly texts: (MessagePlace & { readonly text: string })[] = [];

  /** `q` finds the new message by its content. */
  addNew(chatId: number, messageId: number): void {
    this.added.push({ chatId, messageId });
  }

  /** `q` finds the message by nothing any more; call `set` after it for another text. */
  remove(chatId: number, messageId: number): void {
    this.removed.push({ chatId, messageId });
  }

  /** From now on `q` finds the message by this text, and no other; it must not wait to be indexed. */
  set(chatId: number, messageId: number, text: string): void {
    this.texts.push({ chatId, messageId, text });
  }

  stores(): readonly Statement[] {
    return [
      // Those that wait come first: somebody who is just indexing one of them is waited for.
      ...PLACES.statements({ name: 'message.remove-new-texts', text: REMOVE_NEW }, this.removed),
      ...PLACES.statements({ name: 'message.remove-texts', text: REMOVE }, this.removed),
      ...PLACES.statements({ name: 'message.add-texts', text: ADD }, this.added),
      ...TEXTS.statements({ name: 'message.store-texts', text: STORE }, this.texts),
    ];
  }
}

const PLACE = {
  chat_id: ['bigint', ({ chatId }: MessagePlace) => chatId],
  id: ['bigint', ({ messageId }: MessagePlace) => messageId],
} as const;

const PLACES = new RowList<MessagePlace>('u', PLACE);
const REMOVE_NEW = deleteNewTextsSql(PLACES.sql, 'u');
const REMOVE = deleteTextsSql(PLACES.sql, 'u');
const ADD = insertNewTextsSql(PLACES.sql);

const TEXTS = new RowList<MessagePlace & { readonly text: string }>('u', {
  ...PLACE,
  searchable: ['text', ({ text }) => text],
});
const STORE = `WITH written AS (SELECT * FROM ${TEXTS.sql}) ${insertMessageTextSql('written')}
  ON CONFLICT (chat_id, message_id) DO UPDATE SET folded = excluded.folded`;

import type { Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import { insertMessageText, insertNewTexts } from '#libs/search';

/** The texts by which `q` finds messages. */
export class TextRows implements Rows {
  static readonly order = 4;
  private readonly found: { chatId: number; messageId: number }[] = [];
  private readonly texts: { chatId: number; messageId: number; text: string }[] = [];

  /** `q` finds the new message by its content. */
  addNew(chatId: number, messageId: number): void {
    this.found.push({ chatId, messageId });
  }

  /** From now on `q` finds the message by this text, and no other. */
  set(chatId: number, messageId: number, text: string): void {
    this.texts.push({ chatId, messageId, text });
  }

  loads(): readonly Statement[] {
    return [];
  }

  loaded(): void {
    // Nobody asks what is there.
  }

  stores(): readonly Statement[] {
    const { found, texts } = this;
    const ids = (places: typeof found) => [
      places.map(({ chatId }) => chatId),
      places.map(({ messageId }) => messageId),
    ];
    const added = {
      name: 'message.add-texts',
      text: insertNewTexts('unnest($1::bigint[], $2::bigint[]) u (chat_id, id)'),
      values: ids(found),
    };
    const stored = {
      name: 'message.store-texts',
      text: `WITH written AS (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[]) u (chat_id, id, searchable))
        ${insertMessageText('written')}
        ON CONFLICT (chat_id, message_id) DO UPDATE SET folded = excluded.folded`,
      values: [...ids(texts), texts.map(({ text }) => text)],
    };
    return [...(found.length > 0 ? [added] : []), ...(texts.length > 0 ? [stored] : [])];
  }
}

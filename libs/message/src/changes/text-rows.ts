import type { Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import { insertMessageText } from '#libs/search';

/** The texts by which `q` finds messages. */
export class TextRows implements Rows {
  static readonly order = 4;
  private readonly texts: { chatId: number; messageId: number; text: string }[] = [];

  /** From now on `q` finds the message by this text. */
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
    const { texts } = this;
    if (texts.length === 0) return [];
    return [
      {
        name: 'message.store-texts',
        text: `WITH written AS (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[]) u (chat_id, id, searchable))
          ${insertMessageText('written')}
          ON CONFLICT (chat_id, message_id) DO UPDATE SET folded = excluded.folded`,
        values: [
          texts.map(({ chatId }) => chatId),
          texts.map(({ messageId }) => messageId),
          texts.map(({ text }) => text),
        ],
      },
    ];
  }
}

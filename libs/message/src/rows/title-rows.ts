import { type Load, load, type Rows } from '#libs/chat';
import type { MessagePlace } from '../shown/message-view.js';
import { WANTED } from './message-place.js';

/** A text that a chat may be called after. */
export interface Naming {
  readonly id: number;
  readonly content: string;
}

type Row = Naming & { readonly chat_id: number };

/** Messages at the beginning of a chat among which another name is looked for, and texts that are tried. */
const LOOKED_AT = 1_000;
const MAX_TRIED = 20;

/** After what a chat may be called, when the message changes that named it. */
export class TitleRows implements Rows {
  static readonly table = 'titles';
  private readonly wanted: MessagePlace[] = [];
  private readonly found = new Map<number, Naming[]>();

  /** Reads nothing unless this message named the chat. */
  want(chatId: number, messageId: number): void {
    this.wanted.push({ chatId, messageId });
  }

  /** The first texts of users, without the message that named the chat. */
  of(chatId: number): readonly Naming[] {
    return this.found.get(chatId) ?? [];
  }

  loads(): readonly Load[] {
    const wanted = WANTED.statements({ name: 'message.load-namings', text: LOAD }, this.wanted);
    return load<Row>(wanted, ({ chat_id: chatId, id, content }) =>
      this.found.set(chatId, [...(this.found.get(chatId) ?? []), { id, content }]),
    );
  }
}

const LOAD = `SELECT m.chat_id, m.id, m.content
  FROM ${WANTED.sql} JOIN chat c ON c.id = w.chat_id AND c.title_message_id = w.message_id CROSS JOIN LATERAL (
    SELECT m.chat_id, m.id, m.content FROM (
      SELECT * FROM message m WHERE m.chat_id = w.chat_id ORDER BY m.chat_id, m.id LIMIT ${LOOKED_AT}
    ) m WHERE m.id <> w.message_id AND m.is_user AND m.message_type = 'TEXT' AND m.deleted_at IS NULL
    ORDER BY m.id LIMIT ${MAX_TRIED}
  ) m ORDER BY m.chat_id, m.id`;

import { type Load, load, type Rows } from '#libs/chat';
import { RowList, type Statement } from '#libs/database';
import type { MessagePlace } from '../shown/message-view.js';
import { PLACE } from './message-place.js';

/** Somebody's reaction to a message. */
export interface Reacting extends MessagePlace {
  readonly reaction: string;
  readonly userId: string;
}

interface Row {
  readonly chat_id: number;
  readonly message_id: number;
  readonly reaction: string;
  readonly user_id: string;
  readonly is_there: boolean;
  /** The first people with this reaction; null when all of them are named on the message. */
  readonly first: readonly string[] | null;
}

/** People who are named of one reaction, the first; all are counted. */
export const MAX_NAMED = 100;

/** Changes of a batch that may take back the same reaction. */
const MAX_TAKEN_BACK = 100;

/** Who reacts how, of those that a batch is about. */
export class ReactionRows implements Rows {
  static readonly table = 'reactions';
  private readonly wanted: Reacting[] = [];
  private readonly there = new Map<string, boolean>();
  private readonly people = new Map<string, readonly string[]>();
  private readonly changed = new Map<string, Changed>();
  private readonly cleared: MessagePlace[] = [];

  want(reacting: Reacting): void {
    this.wanted.push(reacting);
  }

  has(reacting: Reacting): boolean {
    return this.there.get(personOf(reacting)) === true;
  }

  /** The first people with this reaction; undefined when all of them are named on the message. */
  first(reacting: Reacting): readonly string[] | undefined {
    return this.people.get(reactionOf(reacting));
  }

  add(reacting: Reacting, seq: number): void {
    this.there.set(personOf(reacting), true);
    this.changed.set(personOf(reacting), { ...reacting, seq });
  }

  remove(reacting: Reacting): void {
    this.there.set(personOf(reacting), false);
    this.changed.set(personOf(reacting), { ...reacting, seq: null });
    const first = this.first(reacting);
    if (first !== undefined)
      this.people.set(
        reactionOf(reacting),
        first.filter((userId) => userId !== reacting.userId),
      );
  }

  /** Takes back all that anybody reacted to a message. */
  clear(chatId: number, messageId: number): void {
    this.cleared.push({ chatId, messageId });
  }

  loads(): readonly Load[] {
    return load<Row>(WANTED.statements({ name: 'reaction.load', text: LOAD }, this.wanted), (row) => {
      const { chat_id: chatId, message_id: messageId, user_id: userId, reaction } = row;
      const reacting = { chatId, messageId, reaction, userId };
      this.there.set(personOf(reacting), row.is_there);
      if (row.first !== null) this.people.set(reactionOf(reacting), row.first);
    });
  }

  stores(): readonly Statement[] {
    const changed = [...this.changed.values()];
    const isAdded = ({ seq }: Changed) => seq !== null;
    return [
      ...ADDED.statements({ name: 'reaction.add', text: ADD }, changed.filter(isAdded)),
      ...REMOVED.statements(
        { name: 'reaction.remove', text: REMOVE },
        changed.filter((one) => !isAdded(one)),
      ),
      ...CLEARED.statements({ name: 'reaction.clear', text: CLEAR }, this.cleared),
    ];
  }
}

type Changed = Reacting & { readonly seq: number | null };

const KEY = {
  ...PLACE,
  reaction: ['text', ({ reaction }: Reacting) => reaction],
  user_id: ['text', ({ userId }: Reacting) => userId],
} as const;

const WANTED = new RowList<Reacting>('w', KEY);
const LOAD = `SELECT w.chat_id, w.message_id, w.reaction, w.user_id,
    (SELECT true FROM message_reaction r WHERE r.chat_id = w.chat_id AND r.message_id = w.message_id
      AND r.reaction = w.reaction AND r.user_id = w.user_id) IS NOT NULL AS is_there,
    CASE WHEN (SELECT (m.reactions->w.reaction->>'count')::int FROM message m
      WHERE m.chat_id = w.chat_id AND m.id = w.message_id) > ${MAX_NAMED} THEN ARRAY(
        SELECT r.user_id FROM message_reaction r WHERE r.chat_id = w.chat_id AND r.message_id = w.message_id
          AND r.reaction = w.reaction ORDER BY r.seq, r.user_id LIMIT ${MAX_NAMED + MAX_TAKEN_BACK}) END AS first
  FROM ${WANTED.sql}`;

const ADDED = new RowList<Changed>('u', { ...KEY, seq: ['bigint', ({ seq }) => seq] });
// One that was taken back and given again within the batch has another number now.
const ADD = `INSERT INTO message_reaction (${ADDED.names}) SELECT * FROM ${ADDED.sql}
  ON CONFLICT (chat_id, message_id, reaction, user_id) DO UPDATE SET seq = EXCLUDED.seq`;

const REMOVED = new RowList<Reacting>('u', KEY);
const REMOVE = `DELETE FROM message_reaction r USING ${REMOVED.sql}
  WHERE r.chat_id = u.chat_id AND r.message_id = u.message_id AND r.reaction = u.reaction AND r.user_id = u.user_id`;

const CLEARED = new RowList<MessagePlace>('u', PLACE);
const CLEAR = `DELETE FROM message_reaction r USING ${CLEARED.sql}
  WHERE r.chat_id = u.chat_id AND r.message_id = u.message_id`;

function reactionOf({ chatId, messageId, reaction }: Reacting): string {
  return JSON.stringify([chatId, messageId, reaction]);
}

function personOf(reacting: Reacting): string {
  return JSON.stringify([reactionOf(reacting), reacting.userId]);
}

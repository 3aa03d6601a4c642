import type { Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import { MAX_NAMED } from './reaction-limits.js';

/** Somebody's reaction to a message. */
export interface Reacting {
  readonly chatId: number;
  readonly messageId: number;
  readonly reaction: string;
  readonly userId: string;
}

interface Row {
  readonly chat_id: number;
  readonly message_id: number;
  readonly reaction: string;
  readonly user_id: string;
  readonly is_there: boolean;
  /** The first of all who react so, when there are more than are named. */
  readonly first: readonly string[] | null;
}

/** Members of a batch that may take back the same reaction. */
const MAX_TAKEN_BACK = 100;

/** Who reacts how, of those that a batch is about. */
export class ReactionRows implements Rows {
  static readonly order = 6;
  private readonly wanted: Reacting[] = [];
  private readonly there = new Map<string, boolean>();
  private readonly people = new Map<string, readonly string[]>();
  private readonly changed = new Map<string, Reacting & { readonly seq: number | null }>();

  want(reacting: Reacting): void {
    this.wanted.push(reacting);
  }

  has(reacting: Reacting): boolean {
    return this.there.get(personOf(reacting)) === true;
  }

  /** The first who react so, more than are named; undefined when all of them are named. */
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

  loads(): readonly Statement[] {
    const { wanted } = this;
    return [
      {
        name: 'reaction.load',
        text: `SELECT w.chat_id, w.message_id, w.reaction, w.user_id,
            (SELECT true FROM message_reaction r WHERE r.chat_id = w.chat_id AND r.message_id = w.message_id
              AND r.reaction = w.reaction AND r.user_id = w.user_id) IS NOT NULL AS is_there,
            CASE WHEN (SELECT (m.reactions->w.reaction->>'count')::int FROM message m
              WHERE m.chat_id = w.chat_id AND m.id = w.message_id) > ${MAX_NAMED} THEN ARRAY(
                SELECT r.user_id FROM message_reaction r WHERE r.chat_id = w.chat_id AND r.message_id = w.message_id
                  AND r.reaction = w.reaction ORDER BY r.seq, r.user_id LIMIT ${MAX_NAMED + MAX_TAKEN_BACK}) END AS first
          FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) w (chat_id, message_id, reaction, user_id)`,
        values: columns(wanted),
      },
    ];
  }

  loaded([rows = []]: readonly unknown[][]): void {
    for (const row of rows as Row[]) {
      const reacting = {
        chatId: row.chat_id,
        messageId: row.message_id,
        reaction: row.reaction,
        userId: row.user_id,
      };
      this.there.set(personOf(reacting), row.is_there);
      if (row.first !== null) this.people.set(reactionOf(reacting), row.first);
    }
  }

  stores(): readonly Statement[] {
    const changed = [...this.changed.values()];
    const added = changed.filter(({ seq }) => seq !== null);
    const removed = changed.filter(({ seq }) => seq === null);
    return [
      ...(added.length === 0
        ? []
        : [
            {
              name: 'reaction.add',
              // One that was taken back and given again within the batch has another number now.
              text: `INSERT INTO message_reaction (chat_id, message_id, reaction, user_id, seq)
                SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[])
                ON CONFLICT (chat_id, message_id, reaction, user_id) DO UPDATE SET seq = EXCLUDED.seq`,
              values: [...columns(added), added.map(({ seq }) => seq)],
            },
          ]),
      ...(removed.length === 0
        ? []
        : [
            {
              name: 'reaction.remove',
              text: `DELETE FROM message_reaction r
                USING unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) u (chat_id, message_id, reaction, user_id)
                WHERE r.chat_id = u.chat_id AND r.message_id = u.message_id AND r.reaction = u.reaction AND r.user_id = u.user_id`,
              values: columns(removed),
            },
          ]),
    ];
  }
}

function columns(reactings: readonly Reacting[]): unknown[][] {
  return [
    reactings.map(({ chatId }) => chatId),
    reactings.map(({ messageId }) => messageId),
    reactings.map(({ reaction }) => reaction),
    reactings.map(({ userId }) => userId),
  ];
}

function reactionOf({ chatId, messageId, reaction }: Reacting): string {
  return JSON.stringify([chatId, messageId, reaction]);
}

function personOf(reacting: Reacting): string {
  return JSON.stringify([reactionOf(reacting), reacting.userId]);
}

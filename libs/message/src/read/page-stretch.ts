import { type AddValue, containsAllSql, newMatchesSql, textMatchesSql } from '#libs/search';
import { type MessageFilters, sparseConditions } from './page-filters.js';

/**
 * The next part of a walk: a number of messages, or of messages that hold the words, by their index. What a statement reads is
 * bounded by it, however few of them pass the filters.
 */
export interface Stretch {
  readonly by: 'messages' | 'words';
  readonly length: number;
}

/** Messages that are not indexed yet which a stretch of words looks through. */
const NEW_ONES = 2_000;

interface Walked {
  readonly side: 'older' | 'newer' | 'changes';
  /** SQL: the chat's id, and the ids that the walk lies between. */
  readonly chat: string;
  readonly above: string;
  readonly below: string;
  /** SQL: the rows of `message m` on the way. */
  readonly rows: string;
  readonly filters: MessageFilters;
}

export interface StretchSql {
  /** Tables for WITH; `edge` has the id of the last message of the stretch, no row when the walk ends within it. */
  readonly tables: string;
  /** On `message m`. */
  readonly conditions: readonly string[];
  /** Whether these conditions need {@link reached} joined. */
  readonly reaches: boolean;
}

export function stretchSql(walked: Walked, { by, length }: Stretch, add: AddValue): StretchSql {
  const { filters } = walked;
  const sparse = sparseConditions(filters, add);
  const reaches = filters.status !== undefined;
  return by === 'words'
    ? { ...stretchOfWords(walked, filters.q ?? '', add(length), sparse, add), reaches }
    : { ...stretchOfMessages(walked, add(length), sparse, add), reaches };
}

function stretchOfMessages(
  { side, rows, chat, above, below, filters: { q } }: Walked,
  length: string,
  sparse: readonly string[],
  add: AddValue,
): Omit<StretchSql, 'reaches'> {
  const edge = '(SELECT id FROM edge)';
  const within = (id: string) =>
    side === 'older' ? `${id} >= coalesce(${edge}, ${above})` : `${id} <= coalesce(${edge}, ${below})`;
  // The words are looked for in the stretch alone, once for all its messages.
  const saying =
    q === undefined
      ? []
      : [
          `m.id = ANY (ARRAY(SELECT message_id FROM (${textMatchesSql(
            q,
            (t) =>
              `${t}.chat_id = ${chat} AND ${t}.message_id > ${above} AND ${t}.message_id < ${below} AND ${within(`${t}.message_id`)}`,
            add,
          )}) found))`,
        ];
  return {
    tables: `edge AS MATERIALIZED (
      SELECT m.id FROM message m WHERE ${rows} ORDER BY ${order(side, 'm.chat_id', 'm.id')} OFFSET ${length} - 1 LIMIT 1)`,
    conditions: [within('m.id'), ...saying, ...sparse],
  };
}

function stretchOfWords(
  { side, chat, above, below }: Walked,
  q: string,
  length: string,
  sparse: readonly string[],
  add: AddValue,
): Omit<StretchSql, 'reaches'> {
  const beyondNew = `(SELECT id FROM edge_of_new)`;
  return {
    // Finds all by the index, then takes the nearest: asked for the nearest at once, PostgreSQL might walk to them. Of texts
    // that are not indexed yet it looks through the nearest; when there are more, the stretch ends there.
    tables: `new_ones AS MATERIALIZED (
      SELECT n.chat_id, n.message_id FROM message_text_new n
      WHERE n.chat_id = ${chat} AND n.message_id > ${above} AND n.message_id < ${below}
      ORDER BY ${order(side, 'n.chat_id', 'n.message_id')} LIMIT ${NEW_ONES}
    ), edge_of_new AS MATERIALIZED (
      SELECT message_id AS id FROM new_ones ORDER BY ${order(side, 'message_id')} OFFSET ${NEW_ONES} - 1 LIMIT 1
    ), matches AS MATERIALIZED (
      SELECT t.message_id AS id FROM message_text t WHERE t.chat_id = ${chat} AND ${containsAllSql('t.folded', q, add)}
      UNION ALL SELECT message_id FROM (${newMatchesSql(q, 'SELECT * FROM new_ones', add)}) found
    ), nearest AS MATERIALIZED (
      SELECT id FROM matches WHERE id > ${above} AND id < ${below}
        AND ${side === 'older' ? `id >= coalesce(${beyondNew}, ${above})` : `id <= coalesce(${beyondNew}, ${below})`}
      ORDER BY ${order(side, 'id')} LIMIT ${length}
    ), edge AS MATERIALIZED (
      SELECT id FROM (
        SELECT coalesce((SELECT id FROM nearest ORDER BY ${order(side, 'id')} OFFSET ${length} - 1 LIMIT 1), ${beyondNew}) AS id
      ) nearer WHERE id IS NOT NULL)`,
    conditions: ['m.id = ANY (ARRAY(SELECT id FROM nearest))', ...sparse],
  };
}

const order = (side: Walked['side'], ...columns: string[]) =>
  columns.map((column) => (side === 'older' ? `${column} DESC` : column)).join(', ');

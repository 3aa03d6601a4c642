import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { takeBack } from '../support/group-chats.js';

/** What a deleted message still shows: who sent it, as what, with which key. */
const KEPT = ['client_message_id', 'message_type', 'sender_id', 'sent_by', 'status'];
/** A value of each type that can hold what people write. */
const VALUES: Readonly<Record<string, unknown>> = {
  text: 'secret',
  'character varying': 'secret',
  json: { a: 'secret' },
  jsonb: { secret: 1 },
  bytea: Buffer.from('secret'),
  ARRAY: ['secret'],
};

interface Column {
  readonly column_name: string;
  readonly data_type: string;
  readonly has_examples: boolean;
}

describe('a deleted message', () => {
  let api: ApiServer;
  let columns: readonly Column[];
  beforeAll(async () => {
    api = await startApi({ WORKER: 'off' });
    const found = await api.pool.query<Column>(
      `SELECT column_name, data_type, coalesce(attstattarget, -1) <> 0 AND data_type <> 'json' AS has_examples
       FROM information_schema.columns JOIN pg_attribute ON attrelid = 'message'::regclass AND attname = column_name
       WHERE table_schema = 'public' AND table_name = 'message' AND data_type = ANY ($1) AND NOT column_name = ANY ($2)`,
      [Object.keys(VALUES), KEPT],
    );
    columns = found.rows;
  });
  afterAll(() => api.close());

  it('is blank in every column that can hold a text', async () => {
    const alice = api.user('alice');
    const { id: chatId } = await ok(alice.createChat());
    const message = await ok(alice.sendMessage(chatId, 'hello'));
    const row = 'chat_id = $1 AND id = $2';
    const key = [chatId, message.id];
    for (const { column_name: column, data_type: type } of columns)
      await api.pool.query(`UPDATE message SET ${column} = $3 WHERE ${row}`, [...key, VALUES[type]]);
    await ok(takeBack(alice, message));
    const { rows } = await api.pool.query<Record<string, unknown>>(`SELECT * FROM message WHERE ${row}`, key);
    const left = columns.filter(({ column_name: column }) => !isBlank(rows[0]?.[column]));
    expect(left.map((column) => column.column_name)).toEqual([]);
    expect(columns.map((column) => column.column_name)).toEqual(expect.arrayContaining(['content', 'request_hash']));
  });

  it('is among the examples that ANALYZE keeps of no such column', () => {
    expect(columns.filter((column) => column.has_examples && column.column_name !== 'request_hash')).toEqual([]);
  });
});

function isBlank(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

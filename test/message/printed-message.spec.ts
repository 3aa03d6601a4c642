import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { toMessageDto } from '../../libs/message/src/shown/message.dto.js';
import type { MessageView } from '../../libs/message/src/shown/message-view.js';
import { PRINTED_MESSAGE } from '../../libs/message/src/shown/printed-message.js';
import { testDatabaseUrl } from '../support/test-database.js';

const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((each) => each.replaceAll('\u0000', ''));
const control = fc.string({ unit: fc.integer({ min: 1, max: 0x9f }).map((code) => String.fromCharCode(code)) });
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const time = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString());
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
/** Of a chat of one. */
const message: fc.Arbitrary<MessageView> = fc.record({
  id,
  chat_id: id,
  change_seq: id,
  sender_id: text,
  sent_by: orNull(text),
  is_user: fc.boolean(),
  message_type: fc.constantFrom('TEXT', 'IMAGE', 'FILE', 'SYSTEM'),
  status: fc.constantFrom('SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'),
  content: fc.oneof(text, control),
  message_metadata: orNull(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null), fc.array(control)))),
  parent_message_id: orNull(id),
  thread_root_id: orNull(id),
  reply_count: fc.nat({ max: 0x7fff_ffff }),
  reactions: fc.oneof(
    fc.constant({}),
    fc.dictionary(text, fc.record({ count: fc.nat(), user_ids: fc.array(text, { maxLength: 3 }) })),
  ),
  client_message_id: orNull(text),
  edited_at: orNull(time),
  deleted_at: orNull(time),
  created_at: time,
  updated_at: time,
  recipients: fc.constant(null),
  addressed_id: orNull(id),
  delivered: fc.constant(0),
  read: fc.constant(0),
});

describe('a message of a chat of one that PostgreSQL prints', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client(await testDatabaseUrl());
    await client.connect();
  });
  afterAll(() => client.end());

  it('prints it as the server does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 10, maxLength: 30 }), async (messages) => {
        const { rows } = await client.query<{ json: string }>(
          `SELECT ${PRINTED_MESSAGE} AS json FROM ROWS FROM (json_populate_recordset(NULL::public.message, $1::json))
             WITH ORDINALITY m CROSS JOIN (SELECT 0 AS delivered, 0 AS read) reached ORDER BY m.ordinality`,
          [JSON.stringify(messages)],
        );
        const printed = messages.map((each) => JSON.stringify(toMessageDto(each)));
        expect(rows.map(({ json }) => JSON.parse(json) as unknown)).toEqual(
          printed.map((json) => JSON.parse(json) as unknown),
        );
        // PostgreSQL prints jsonb, which reactions are, with spaces and sorts its keys.
        for (const [nth, { reactions }] of messages.entries())
          if (Object.keys(reactions).length === 0) expect(rows[nth]?.json).toBe(printed[nth]);
      }),
      { numRuns: 30 },
    );
  });
});

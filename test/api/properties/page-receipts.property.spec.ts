import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/database';
import { MessageReadService } from '#libs/message';
import fc from 'fast-check';
import { type ApiServer, startApi } from '../../support/api-server.js';
import { ok } from '../../support/expectations.js';
import { holds, PROPERTY_TIMEOUT } from '../../support/property.js';

/** Ids of the messages are 1 to this, counted from where the chat's begin. */
const MESSAGES = 12;
const PEOPLE = ['a', 'b', 'c', 'd', 'e'];

const place = fc.nat({ max: MESSAGES + 2 });
const person = fc.record({
  /** Where they came, went, and came back. */
  stays: fc.tuple(place, place, place).map((places) => places.toSorted((a, b) => a - b)),
  isHere: fc.boolean(),
  marks: fc.tuple(place, place).map(([a, b]) => ({ delivered: Math.max(a, b), read: Math.min(a, b) })),
});
const message = fc.record({
  by: fc.nat({ max: PEOPLE.length - 1 }),
  isUser: fc.boolean(),
  status: fc.constantFrom('SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'),
  /** Confirmed so much later. */
  late: fc.option(fc.integer({ min: 1, max: MESSAGES }), { nil: null }),
  /** Who marked it singly. */
  markedBy: fc.subarray([...PEOPLE.keys()]),
});
const chat = fc.record({
  type: fc.constantFrom('GROUP', 'PERSONAL'),
  people: fc.array(person, { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
  wasAlwaysHere: fc.boolean(),
  messages: fc.array(message, { minLength: MESSAGES, maxLength: MESSAGES }),
});

type Drawn = typeof chat extends fc.Arbitrary<infer C> ? C : never;

const SERVICE = { isService: true, senderId: 'service', userId: undefined } as const;

describe('what a page says of receipts', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Rows that a history of a chat can leave, and rows that none leaves. Only a GROUP counts its recipients. */
  async function store({ type, people, wasAlwaysHere, messages }: Drawn) {
    const { id } = await ok(api.user().createChat({ chat_type: type }));
    await api.pool.query('DELETE FROM participant WHERE chat_id = $1', [id]);
    const { rows } = await api.pool.query<{ base: string }>(
      `SELECT setval('message_id_seq', nextval('message_id_seq') + $1) - $1 AS base`,
      [4 * MESSAGES],
    );
    const base = Number(rows[0]?.base);
    for (const [nth, { stays, isHere, marks }] of people.entries()) {
      const [came = 0, went = 0, back = 0] = stays.map((at) => base + at);
      const membership = wasAlwaysHere ? '{(0,)}' : `{[${came},${went}),[${back},${isHere ? '' : back + 3})}`;
      await api.pool.query(
        'INSERT INTO participant (chat_id, user_id, membership, delivered_up_to, read_up_to) VALUES ($1, $2, $3, $4, $5)',
        [id, PEOPLE[nth], membership, base + marks.delivered, base + marks.read],
      );
    }
    for (const [nth, { by, isUser, status, late, markedBy }] of messages.entries()) {
      await api.pool.query(
        `INSERT INTO message (chat_id, id, change_seq, sender_id, is_user, message_type, status, content, recipients, addressed_id,
          created_at, updated_at) VALUES ($1, $2, $3, $4, $5, 'TEXT', $6, 'text', $8, $7, now(), now())`,
        [
          id,
          base + nth,
          nth + 1,
          PEOPLE[by],
          isUser,
          status,
          late === null ? null : base + nth + late,
          type === 'GROUP' ? 4 : null,
        ],
      );
      for (const one of type === 'GROUP' ? markedBy : [])
        await api.pool.query(`INSERT INTO receipt (chat_id, message_id, user_id, status) VALUES ($1, $2, $3, $4)`, [
          id,
          base + nth,
          PEOPLE[one],
          one % 2 === 0 ? 'READ' : 'DELIVERED',
        ]);
    }
    return { id, base };
  }

  it(
    'is what each message by itself says, also when people came and went',
    () =>
      holds(60, chat, async (drawn) => {
        const { id, base } = await store(drawn);
        const database = api.app.get(Database, { strict: false });
        const alone = api.app.get(MessageReadService, { strict: false });
        const service = api.service();
        const queries: Record<string, number>[] = [
          {},
          { before: base + 7 },
          { after: base + 3, limit: 4 },
          { around: base + 5 },
          { after_seq: 0 },
        ];
        for (const query of queries) {
          const { data } = await ok(service.listMessages(id, query));
          expect(data.length).toBeGreaterThan(0);
          for (const { id: messageId, status, receipts } of data) {
            const { recipients, delivered, read, ...one } = await alone.get(database, SERVICE, messageId);
            expect({ query, messageId, status, receipts }).toEqual({
              query,
              messageId,
              status: one.status,
              receipts: recipients === null ? undefined : { recipients, delivered, read },
            });
          }
        }
      }),
    PROPERTY_TIMEOUT,
  );
});

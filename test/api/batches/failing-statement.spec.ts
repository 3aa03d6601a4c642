import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../support/api-client.js';
import { type ApiServer, startApi } from '../../support/api-server.js';
import { ok } from '../../support/expectations.js';
import { ownDatabaseUrl } from '../../support/test-database.js';

const SENDERS = 12;
const EACH = 5;

describe('a statement that the database refuses', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), LOG_LEVEL: 'fatal' });
    // A message whose content ends with a code of SQL fails with it.
    await api.pool.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'refused by the test' USING ERRCODE = right(NEW.content, 5);
      END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON message FOR EACH ROW WHEN (NEW.content LIKE 'refuse %') EXECUTE FUNCTION refuse()`);
  });
  afterAll(() => api.close());

  it.each([
    ['a rule of the table', '23514', { isOneOnly: true }],
    ['a value that it cannot take', '22023', { isOneOnly: true }],
    ['a deadlock each time', '40P01', { isOneOnly: true }],
    ['no space left', '53100', { isOneOnly: false }],
    ['a fault of its own', 'XX000', { isOneOnly: false }],
  ])(
    'for %s fails for who sent it; the others are stored once, and answered as it is',
    async (_why, code, { isOneOnly }) => {
      const people = Array.from({ length: SENDERS }, (_, nth) => api.user(`p${nth}`));
      const shared = await ok(
        people[0]!.createChat({ chat_type: 'GROUP', participants: people.slice(1).map(({ userId }) => userId) }),
      );
      const own = await Promise.all(people.map(async (person) => (await ok(person.createChat())).id));
      const sends = people.flatMap((person, nth) =>
        Array.from({ length: EACH }, (_, place) => ({
          person,
          chatId: place % 2 === 0 ? shared.id : own[nth]!,
          key: `${nth}-${place}`,
          content: nth % 4 === 1 && place === 2 ? `refuse ${code}` : `message ${nth}-${place}`,
        })),
      );
      const send = ({ person, chatId, key, content }: (typeof sends)[number]) =>
        person.call<{ id: number }>('sendMessage', 'POST', `/chats/${chatId}/messages`, {
          body: { content, client_message_id: key },
        });
      const isRefused = ({ content }: { readonly content: string }) => content.startsWith('refuse');
      const answers = await Promise.all(sends.map(send));
      for (const [nth, { status, problem }] of answers.entries()) {
        const one = sends[nth]!;
        if (isRefused(one)) expect(status).toBeGreaterThanOrEqual(500);
        else if (isOneOnly) expect([status, problem?.code]).toEqual([200, undefined]);
        else expect([200, 503]).toContain(status);
      }
      // Who was told to come again does, and is answered with the same message if it was there.
      const again = sends.flatMap((one, nth) => (isRefused(one) ? [] : [{ one, before: answers[nth]! }]));
      await Promise.all(
        again.map(async ({ one, before }) => {
          const { status, body } = await send(one);
          expect(status).toBe(200);
          if (before.status === 200) expect(body.id).toBe(before.body.id);
        }),
      );
      const stored = [...(await contents(people[0]!, shared.id)), ...(await ofAll(people, own))].toSorted();
      expect(stored).toEqual(
        sends
          .filter((one) => !isRefused(one))
          .map(({ content }) => content)
          .toSorted(),
      );
      await expectCounted([shared.id, ...own]);
    },
  );

  const contents = async (reader: ApiClient, chatId: number) =>
    (await ok(reader.listMessages(chatId, { limit: 100 }))).data.map(({ content }) => content);

  const ofAll = async (people: readonly ApiClient[], chatIds: readonly number[]) =>
    (await Promise.all(people.map((person, nth) => contents(person, chatIds[nth]!)))).flat();

  /** Numbers without a gap, and as many as were stored; ids in their order. */
  async function expectCounted(chatIds: readonly number[]): Promise<void> {
    const { rows } = await api.pool.query(
      `SELECT c.id FROM chat c LEFT JOIN message m ON m.chat_id = c.id WHERE c.id = ANY ($1) GROUP BY c.id
       HAVING c.last_seq <> count(m.id)
         OR array_agg(m.id ORDER BY m.change_seq) IS DISTINCT FROM array_agg(m.id ORDER BY m.id)
         OR (c.chat_type = 'GROUP' AND c.message_count <> count(m.id))`,
      [chatIds],
    );
    expect(rows).toEqual([]);
  }
});

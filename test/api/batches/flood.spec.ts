import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../../support/api-server.js';
import { ok } from '../../support/expectations.js';
import { RawConnection } from '../../support/raw-connection.js';
import { ownDatabaseUrl } from '../../support/test-database.js';
import { until } from '../../support/until.js';

const CONNECTIONS = 100;
const EACH = 50;

describe('one person who sends 5,000 messages into one chat at once', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl(), LOG_LEVEL: 'fatal' });
  });
  afterAll(() => api.close());

  it('does not keep anybody else waiting: others are answered while most of the flood is not', async () => {
    const [mallory, bob] = [api.user('mallory'), api.user('bob')];
    const [hers, his] = [await ok(mallory.createChat()), await ok(bob.createChat())];
    const request = (nth: number) => {
      const body = JSON.stringify({ content: `flood ${nth}` });
      const head = [
        `POST /api/v1/chats/${hers.id}/messages HTTP/1.1`,
        'host: here',
        `authorization: Bearer ${mallory.token}`,
        'content-type: application/json',
        `content-length: ${Buffer.byteLength(body)}`,
      ];
      return `${head.join('\r\n')}\r\n\r\n${body}`;
    };
    const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawConnection.open(api.url)));
    const statuses = () => connections.flatMap((connection) => connection.statuses);
    // What a slow machine refuses does not count.
    const accepted = () => statuses().filter((status) => status === 200).length;
    try {
      for (const [nth, connection] of connections.entries())
        void connection.write(Array.from({ length: EACH }, (_, place) => request(nth * EACH + place)).join(''));
      await until(() => accepted() > 0);
      const before: number[] = [];
      for (let nth = 0; nth < 3; nth++) {
        await ok(bob.sendMessage(his.id, `calm ${nth}`));
        before.push(accepted());
      }
      expect(before[0]).toBeLessThan((CONNECTIONS * EACH) / 2);
      await until(() => connections.every(({ statuses, isOpen }) => !isOpen || statuses.length === EACH));
      // What is not taken is refused as such, and what is acknowledged is there.
      expect([...new Set(statuses())].filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
      const { rows } = await api.pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM message WHERE chat_id = $1',
        [hers.id],
      );
      expect(rows[0]?.count).toBeGreaterThanOrEqual(accepted());
      expect((await ok(bob.getChat(his.id))).last_seq).toBe(3);
    } finally {
      for (const connection of connections) connection.close();
    }
  }, 120_000);
});

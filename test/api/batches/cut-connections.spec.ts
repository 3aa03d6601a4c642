import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../../chaos/seeded-random.js';
import { UnsteadyNetwork } from '../../faults/unsteady-network.js';
import { type ApiServer, startApi } from '../../support/api-server.js';
import { ok } from '../../support/expectations.js';
import { ownDatabaseUrl } from '../../support/test-database.js';

const SENDERS = 64;
const EACH = 8;
const CHATS = 4;

describe('connections to the database that are cut between the statements of a change', () => {
  let network: UnsteadyNetwork;
  let api: ApiServer;
  beforeAll(async () => {
    const url = await ownDatabaseUrl();
    network = await UnsteadyNetwork.before(Number(new URL(url).port));
    api = await startApi({ DATABASE_URL: network.urlOf(url), LOG_LEVEL: 'fatal' });
  });
  afterAll(async () => {
    await api.close();
    await network.close();
  });

  it('lose nothing that was acknowledged, and make nothing happen twice that is repeated with its key', async () => {
    const people = Array.from({ length: SENDERS }, (_, nth) => api.user(`p${nth}`));
    const participants = people.slice(1).map(({ userId }) => userId);
    const chats = await Promise.all(
      Array.from({ length: CHATS }, async () =>
        ok(people[0]!.createChat({ chat_type: 'GROUP', title: 'Cut', participants })),
      ),
    );
    const acknowledged = new Map<string, number>();
    const others: number[] = [];
    let left = SENDERS;
    const sends = people.map(async (person, nth) => {
      for (let place = 0; place < EACH; place++) {
        const { id: chatId } = chats[(nth + place) % CHATS]!;
        const key = `${nth}-${place}`;
        while (!acknowledged.has(key)) {
          const { status, body } = await person.sendMessage(chatId, { content: key, client_message_id: key });
          if (status === 200) acknowledged.set(key, body.id);
          else if (status !== 503) others.push(status);
        }
        // Somebody who has not noticed.
        if (place % 4 === 0)
          await person.sendMessage(chatId, { content: key, client_message_id: key }).then(({ status, body }) => {
            if (status === 200) expect(body.id).toBe(acknowledged.get(key));
          });
      }
      left--;
    });
    const random = new SeededRandom(1);
    let cuts = 0;
    while (left > 0 && cuts < 60) {
      await delay(10 + random.below(90));
      network.cut();
      cuts++;
    }
    await Promise.all(sends);
    expect(cuts).toBeGreaterThan(3);
    expect(others).toEqual([]);
    const { rows } = await api.pool.query<{ content: string; id: string }>(
      'SELECT content, id FROM message WHERE chat_id = ANY ($1)',
      [chats.map(({ id }) => id)],
    );
    const sorted = (all: Iterable<readonly [string, number]>) => [...all].toSorted(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(rows.map(({ content, id }) => [content, Number(id)]))).toEqual(sorted(acknowledged));
    for (const { id } of chats) {
      const { last_seq: lastSeq } = await ok(people[0]!.getChat(id));
      expect([id, lastSeq]).toEqual([id, (SENDERS * EACH) / CHATS]);
      for (const person of people.slice(0, 3)) {
        const { data } = await ok(person.listMessages(id, { limit: 100, order: 'asc' }));
        expect(data.map(({ change_seq: seq }) => seq)).toEqual(data.map((_, nth) => nth + 1));
      }
    }
  }, 120_000);
});

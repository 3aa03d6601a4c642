import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ok, refused } from '../../support/expectations.js';
import { groupOf } from '../../support/group-chats.js';
import type { Person } from '../../support/person-of.js';
import { startTwoServers, type TwoServers } from '../../support/two-servers.js';
import { until } from '../../support/until.js';

describe('marks and reactions that wait for their chat', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());

  it.each([
    ['deleted', (alice, chatId) => ok(alice.at(0).updateChatStatus(chatId, { status: 'DELETED' }))],
    ['left by who asks', (alice, chatId, bob) => ok(alice.at(0).sendMessage(chatId, removing(bob)))],
  ] satisfies [string, (alice: Person, chatId: number, bob: Person) => Promise<unknown>][])(
    'until it is %s are refused, and have changed nothing',
    async (_what, close) => {
      const { alice, bob, chatId, message } = await begin();
      const client = await servers.pool.connect();
      try {
        await client.query('BEGIN');
        await client.query('SELECT FROM chat WHERE id = $1 FOR UPDATE', [chatId]);
        const closing = close(alice, chatId, bob);
        await waiting(1);
        const answers = [
          bob.at(1).addReaction(message.id, '👍'),
          bob.at(0).updateMessageStatus(message.id, { status: 'READ', up_to: true }),
          bob.at(1).updateMessageStatus(message.id, { status: 'READ' }),
        ];
        // Of each server one: in a chat, what comes after it waits there for its turn.
        await waiting(2);
        await client.query('COMMIT');
        await closing;
        for (const answer of answers) await refused(answer, 404, 'message_not_found');
      } finally {
        client.release();
      }
      const { rows } = await servers.pool.query<{ last_seq: string }>('SELECT last_seq FROM chat WHERE id = $1', [
        chatId,
      ]);
      expect(rows).toEqual([{ last_seq: String(message.change_seq + 1) }]);
    },
  );

  async function begin() {
    const [alice, bob] = [servers.user('alice'), servers.user('bob')];
    const { id: chatId } = await groupOf(alice.at(0), bob.at(0), servers.user('carol').at(0));
    return { alice, bob, chatId, message: await ok(alice.at(0).sendMessage(chatId, 'Hooray')) };
  }

  /** So many statements wait for a lock. */
  async function waiting(count: number): Promise<void> {
    await until(async () => {
      const { rowCount } = await servers.pool.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return rowCount === count;
    });
  }
});

function removing({ userId }: Person) {
  return {
    content: 'gone',
    message_type: 'SYSTEM',
    message_metadata: { action: 'remove_participants', user_ids: [userId] },
  } as const;
}

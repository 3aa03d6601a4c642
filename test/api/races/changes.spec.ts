import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../support/api-client.js';
import { ok } from '../../support/expectations.js';
import type { Person } from '../../support/person-of.js';
import { atOnce, startTwoServers, type TwoServers } from '../../support/two-servers.js';

const ROUNDS = Array.from({ length: 8 }, (_, nth) => nth);

describe('changes at the same moment, over two servers', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());

  it('SENT and FAILED: one of them happens, the other is refused', async () => {
    for (const round of ROUNDS) {
      const { alice, chatId, messageId, lastSeq } = await begin('SENDING');
      const statuses = ['SENT', 'FAILED'];
      const answers = await atOnce(2, (nth) =>
        alice.at(nth + round).updateMessageStatus(messageId, { status: statuses[nth] }),
      );
      const won = answers.findIndex(({ status }) => status === 200);
      expect(answers[1 - won]?.problem).toMatchObject({ status: 400, code: 'illegal_status_change' });
      expect(answers[won]?.body.status).toBe(statuses[won]);
      const { data, last_seq } = await ok(alice.at(0).listMessages(chatId));
      expect([data[0]?.status, last_seq]).toEqual([statuses[won], lastSeq + 1]);
    }
  });

  it('DELIVERED and READ of several readers: READ, and every reader counted once', async () => {
    const { alice, others, chatId, messageId } = await begin('SENT', 6);
    const steps = ['DELIVERED', 'READ', 'DELIVERED'];
    await Promise.all(
      others.flatMap((reader, nth) =>
        steps.map((status, step) =>
          ok(reader.at(nth + step).updateMessageStatus(messageId, { status: nth < 4 ? status : 'DELIVERED' })),
        ),
      ),
    );
    const { data } = await ok(alice.at(0).listMessages(chatId));
    expect(data[0]).toMatchObject({ status: 'READ', receipts: { recipients: 6, delivered: 6, read: 4 } });
    const unread = await Promise.all(
      others.map(async (reader) => (await ok(reader.at(0).getChat(chatId))).unread_count),
    );
    expect(unread).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it('ARCHIVED and DELETED: both happen, the last one stays', async () => {
    const { alice, chatId, lastSeq } = await begin('SENT');
    const answers = await atOnce(2, (nth) =>
      ok(alice.at(nth).updateChatStatus(chatId, { status: ['ARCHIVED', 'DELETED'][nth] })),
    );
    const chat = await ok(alice.at(0).getChat(chatId));
    expect(chat.last_seq).toBe(lastSeq + 2);
    expect(['ARCHIVED', 'DELETED']).toContain(chat.status);
    expect(answers.find(({ last_seq }) => last_seq === lastSeq + 2)?.status).toBe(chat.status);
  });

  it('adding and removing one reaction: it is there or it is not, and so say the number and the rows', async () => {
    for (const round of ROUNDS) {
      const { alice, chatId, messageId, lastSeq } = await begin('SENT');
      await Promise.all([
        ok(alice.at(round).addReaction(messageId, '👍')),
        ok(alice.at(round + 1).removeReaction(messageId, '👍')),
      ]);
      const { data, last_seq } = await ok(alice.at(0).listMessages(chatId));
      const isThere = last_seq === lastSeq + 1;
      expect(last_seq).toBe(lastSeq + (isThere ? 1 : 2));
      expect(data[0]?.reactions).toEqual(isThere ? { '👍': { count: 1, user_ids: [alice.userId] } } : {});
      const { rowCount } = await servers.pool.query('SELECT FROM message_reaction WHERE message_id = $1', [messageId]);
      expect(rowCount).toBe(isThere ? 1 : 0);
    }
  });

  it('adding the same reaction again and again: it is added once', async () => {
    const { alice, chatId, messageId, lastSeq } = await begin('SENT');
    const answers = await atOnce(30, (nth) => ok(alice.at(nth).addReaction(messageId, '👍')));
    for (const { reactions } of answers) expect(reactions).toEqual({ '👍': { count: 1, user_ids: [alice.userId] } });
    expect((await ok(alice.at(0).getChat(chatId))).last_seq).toBe(lastSeq + 1);
  });

  it('seventy different reactions: fifty are taken', async () => {
    const { alice, others, chatId, messageId, lastSeq } = await begin('SENT', 2);
    // Who waits too long for the chat's lock, on a busy machine, is told to come again, and does.
    const react = async (nth: number): ReturnType<ApiClient['addReaction']> => {
      const answer = await others[nth % 2]!.at(nth).addReaction(messageId, `r${nth}`);
      return answer.status === 503 ? react(nth) : answer;
    };
    const answers = await atOnce(70, react);
    const refusals = answers
      .filter(({ status }) => status !== 200)
      .map(({ status, problem }) => [status, problem.code]);
    expect(refusals).toEqual(Array(20).fill([400, 'too_many_reactions']));
    const { data, last_seq } = await ok(alice.at(0).listMessages(chatId));
    const taken = answers.flatMap(({ status }, nth) => (status === 200 ? [`r${nth}`] : []));
    expect(Object.keys(data[0]?.reactions ?? {}).toSorted()).toEqual(taken.toSorted());
    expect(last_seq).toBe(lastSeq + 50);
  });

  async function begin(status: 'SENDING' | 'SENT', count = 1) {
    const alice = servers.user('alice');
    const others: Person[] = Array.from({ length: count }, (_, nth) => servers.user(`p${nth}`));
    const participants = others.map(({ userId }) => userId);
    const { id: chatId } = await ok(alice.at(0).createChat({ chat_type: 'GROUP', participants }));
    const { id: messageId, change_seq: lastSeq } = await ok(alice.at(0).sendMessage(chatId, { content: 'Hi', status }));
    return { alice, others, chatId, messageId, lastSeq };
  }
});

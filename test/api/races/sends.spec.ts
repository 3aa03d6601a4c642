import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ok } from '../../support/expectations.js';
import type { Person } from '../../support/person-of.js';
import { atOnce, startTwoServers, type TwoServers } from '../../support/two-servers.js';

describe('many sends at once, over two servers', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await startTwoServers();
  });
  afterAll(() => servers.close());

  it('are one chat when they create the same one', async () => {
    const alice = servers.user('alice');
    const body = { session_id: randomUUID(), title: 'One', chat_metadata: { n: 1 } };
    const answers = await atOnce(100, (nth) => alice.at(nth).createChat(body));
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await ok(alice.at(0).listChats())).data).toHaveLength(1);
  });

  it.each([
    ['client_message_id', { body: { client_message_id: 'once' }, headers: {} }],
    ['Idempotency-Key', { body: {}, headers: { 'idempotency-key': 'once' } }],
  ])('are one message when they carry the same %s', async (_name, { body, headers }) => {
    const { alice, chatId, lastSeq } = await begin();
    const call = { headers: headers as Record<string, string> };
    const answers = await atOnce(100, (nth) => alice.at(nth).sendMessage(chatId, { content: 'Once', ...body }, call));
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const { data, last_seq } = await ok(alice.at(0).listMessages(chatId));
    expect(data).toEqual([answers[0]?.body]);
    expect(last_seq).toBe(lastSeq + 1);
  });

  it('are one message, and the others refused, when they carry the same key and not the same body', async () => {
    const { alice, chatId, lastSeq } = await begin();
    const send = (nth: number) =>
      alice.at(nth).sendMessage(chatId, { content: `Text ${nth % 20}`, client_message_id: 'same' });
    const answers = await atOnce(60, send);
    const { data, last_seq } = await ok(alice.at(0).listMessages(chatId));
    expect(data).toHaveLength(1);
    expect(last_seq).toBe(lastSeq + 1);
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken.map(({ body }) => body)).toEqual([data[0], data[0], data[0]]);
    const refusals = answers
      .filter(({ status }) => status !== 200)
      .map(({ status, problem }) => [status, problem.code]);
    expect(refusals).toEqual(Array(57).fill([400, 'idempotency_key_reused']));
  });

  it('get the numbers one after the other, and ids in the same order', async () => {
    const { alice, chatId, lastSeq } = await begin();
    await atOnce(60, (nth) => ok(alice.at(nth).sendMessage(chatId, `Message ${nth}`)));
    const { data, last_seq } = await ok(alice.at(0).listMessages(chatId, { limit: 100 }));
    expect(data.map(({ change_seq }) => change_seq)).toEqual(Array.from({ length: 60 }, (_, nth) => lastSeq + nth + 1));
    expect(last_seq).toBe(lastSeq + 60);
    expect((await ok(alice.at(0).getChat(chatId))).last_message?.id).toBe(data.at(-1)?.id);
  });

  it('give the chat one title, that of its first message', async () => {
    for (let round = 0; round < 4; round++) {
      const { alice, chatId } = await begin();
      await atOnce(16, (nth) => ok(alice.at(nth).sendMessage(chatId, `Question ${nth}\nmore`)));
      const { data } = await ok(alice.at(0).listMessages(chatId));
      expect((await ok(alice.at(1).getChat(chatId))).title).toBe(data[0]?.content.split('\n')[0]);
    }
  });

  it('are all counted as replies', async () => {
    const { alice, chatId, lastSeq } = await begin();
    const root = await ok(alice.at(0).sendMessage(chatId, 'Root'));
    const child = await ok(alice.at(0).sendMessage(chatId, { content: 'Child', parent_message_id: root.id }));
    await atOnce(40, (nth) => {
      const parent_message_id = nth % 4 === 0 ? child.id : root.id;
      return ok(alice.at(nth).sendMessage(chatId, { content: `Reply ${nth}`, parent_message_id }));
    });
    const { data, last_seq } = await ok(alice.at(0).listMessages(chatId, { limit: 100 }));
    expect(data.slice(0, 2).map(({ reply_count }) => reply_count)).toEqual([31, 10]);
    expect(data.slice(1).map(({ thread_root_id }) => thread_root_id)).toEqual(Array(41).fill(root.id));
    expect(last_seq).toBe(lastSeq + 42);
  });

  it('end at the moment the chat is archived', async () => {
    for (let round = 0; round < 3; round++) {
      const { alice, chatId, lastSeq } = await begin();
      const [answers, archived] = await Promise.all([
        atOnce(40, (nth) => alice.at(nth).sendMessage(chatId, `Message ${nth}`)),
        ok(alice.at(round).updateChatStatus(chatId, { status: 'ARCHIVED' })),
      ]);
      const refusals = answers.filter(({ status }) => status !== 200);
      expect(refusals.map(({ status, problem }) => [status, problem.code])).toEqual(
        Array(refusals.length).fill([400, 'chat_archived']),
      );
      const { data, last_seq } = await ok(alice.at(0).listMessages(chatId, { limit: 100 }));
      const sent = answers.filter(({ status }) => status === 200).map(({ body }) => body.id);
      expect(data.map(({ id }) => id)).toEqual(sent.toSorted((a, b) => a - b));
      expect(data.map(({ change_seq }) => change_seq)).toEqual(sent.map((_, nth) => lastSeq + nth + 1));
      expect([archived.last_seq, last_seq]).toEqual([lastSeq + sent.length + 1, lastSeq + sent.length + 1]);
    }
  });

  async function begin(): Promise<{ alice: Person; chatId: number; lastSeq: number }> {
    const alice = servers.user('alice');
    const { id: chatId, last_seq: lastSeq } = await ok(alice.at(0).createChat());
    return { alice, chatId, lastSeq };
  }
});

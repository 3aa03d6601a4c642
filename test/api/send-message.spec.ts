import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { invalid, ok, refused } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';

describe('sending a message', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('answers the stored message, without the fields that it does not have', async () => {
    const alice = api.user('alice');
    const chat = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(chat.id, 'Where is my order?'));
    expect(sent).toEqual({
      id: expect.any(Number),
      chat_id: chat.id,
      sender_id: alice.userId,
      content: 'Where is my order?',
      is_user: true,
      message_type: 'TEXT',
      status: 'SENT',
      reply_count: 0,
      reactions: {},
      change_seq: chat.last_seq + 1,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: sent.created_at,
    });
    expect((await ok(alice.listMessages(chat.id))).data).toEqual([sent]);
  });

  it.each(['TEXT', 'IMAGE', 'FILE', 'SYSTEM'])('keeps the type %s and the metadata', async (message_type) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const said = { content: 'x', message_type, message_metadata: { z: [1, { y: null }], a: 'b' } };
    const sent = await ok(alice.sendMessage(id, said));
    expect(sent).toMatchObject(said);
    expect(JSON.stringify(sent.message_metadata)).toBe('{"z":[1,{"y":null}],"a":"b"}');
    expect((await ok(alice.listMessages(id))).data[0]).toMatchObject(said);
  });

  it.each([
    ['an emoji of several code points', '👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['decomposed and composed letters', 'e\u0301 \u00e9 Z\u0351\u036b\u0343'],
    ['right-to-left text with marks', '\u200fمرحبا\u200e שָׁלוֹם\u202e'],
    ['white space at both ends', ' \t\r\n text \u00a0\u3000\n\n'],
    ['only a space', ' '],
    ['control characters and a byte order mark', '\ufeff\u0001\u007f\u0085\u200b'],
    ['the ends of Unicode', '\u{10ffff}\uffff\ufffe'],
    ['what looks like an escape', '\\u0000 \\n %00 &amp; <b>\'";--'],
  ])('keeps %s exactly as sent', async (_what, content) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    expect((await ok(alice.sendMessage(id, content))).content).toBe(content);
    expect((await ok(alice.listMessages(id))).data[0]?.content).toBe(content);
  });

  it.each([
    ['NUL', '{"content":"a\\u0000b"}'],
    ['a lone high surrogate', '{"content":"a\\ud83d"}'],
    ['a lone low surrogate', '{"content":"\\udc4da"}'],
    ['NUL deep in the metadata', '{"content":"a","message_metadata":{"a":[{"b":"\\u0000"}]}}'],
    ['a lone surrogate in a key', '{"content":"a","message_metadata":{"\\ud83d":1}}'],
  ])('refuses %s, which could not be kept', async (_what, body) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await refused(alice.call('sendMessage', 'POST', `/chats/${id}/messages`, { body }), 400, 'malformed_text');
  });

  it.each([
    ['DELIVERED', 'status_not_allowed'],
    ['READ', 'status_not_allowed'],
    ['FAILED', 'status_not_allowed'],
  ])('refuses the status %s for a new message', async (status, code) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    await refused(alice.sendMessage(id, { content: 'x', status }), 400, code);
    expect((await ok(alice.listMessages(id))).data).toEqual([]);
  });

  it('shows a SENDING message, which is unread to nobody until it is SENT', async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    const sent = await ok(alice.sendMessage(id, { content: 'x', status: 'SENDING' }));
    expect(sent.status).toBe('SENDING');
    expect((await ok(bob.listMessages(id))).data).toEqual([sent]);
    expect((await ok(bob.getChat(id))).unread_count).toBe(0);
    expect((await ok(alice.updateMessageStatus(sent.id, { status: 'SENT' }))).status).toBe('SENT');
    expect((await ok(bob.getChat(id))).unread_count).toBe(1);
  });

  it('takes what says nothing new and refuses what the server owns or does not know', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const nothingNew = { parent_message_id: null, message_metadata: null, client_message_id: null, is_user: null };
    const sent = await ok(alice.sendMessage(id, { content: 'x', reactions: {}, status: 'SENT', ...nothingNew }));
    expect(sent).toMatchObject({ is_user: true, status: 'SENT', reactions: {} });
    expect(sent).not.toHaveProperty('message_metadata');
    const owned = alice.sendMessage(id, { content: 'x', reactions: { '👍': 1 } });
    expect((await refused(owned, 400, 'server_owned_field')).errors).toMatchObject([{ field: 'reactions' }]);
    expect(Object.keys(await invalid(alice.sendMessage(id, { content: 'x', colour: 'red' })))).toEqual(['colour']);
    expect((await ok(alice.listMessages(id))).data).toEqual([sent]);
  });
});

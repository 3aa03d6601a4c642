import assert from 'node:assert/strict';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { ChatClient, type ShownMessage } from '#libs/client';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from '../support/api-client.js';
import { ok } from '../support/expectations.js';
import { add, groupOf } from '../support/group-chats.js';
import { LONGEST_RUN_MS, onStage, runsAsItSays } from '../support/guide-stage.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { runPageSnippet } from '../support/page-snippet.js';
import { until } from '../support/until.js';

/** What the page calls `api(method, path, body)`. */
const apiOf =
  ({ url, token }: ApiClient) =>
  async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return answer.json();
  };

/** The form of a value: its names, and the types of what they hold. */
const formOf = (value: unknown): unknown =>
  Array.isArray(value)
    ? [formOf(value[0])]
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, held]) => [name, formOf(held)]))
      : typeof value;

describe('the guide to live updates', () => {
  const stage = onStage('live-and-sync');

  it('prints what it says', () => runsAsItSays(stage(), 5), LONGEST_RUN_MS);

  it('shows frames as they are sent', async () => {
    const { page, api } = stage();
    const examples = page.code('json').map((json) => JSON.parse(json) as Record<string, unknown> & { type: string });
    expect(examples.map(({ type }) => type)).toEqual(['hello', 'changed', 'heads', 'typing', 'presence', 'delta']);
    const live = await LiveFeeds.on(api.url);
    for (const example of examples) live.contract.check(`${example.type}Frame`, example);
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id: chatId } = await groupOf(alice, bob);
    const { id: ragChat } = await ok(alice.createChat({ rag_enabled: true }));
    await ok(bob.sendMessage(chatId, 'Who has taken part is told of.'));
    const heard = await live.socket(alice);
    (await live.socket(bob)).typing(chatId);
    const { id } = await ok(bob.sendMessage(chatId, 'On its way.'));
    // What comes close together may come as one frame.
    await heard.next('changed', ({ data }) => data.messages !== undefined);
    await ok(alice.updateMessageStatus(id, { status: 'READ', up_to: true }));
    await ok(alice.sendMessage(ragChat, 'When?'));
    const sent = await Promise.all(
      ['hello', 'typing', 'presence', 'delta'].map(async (event) => [event, (await heard.next(event)).data] as const),
    );
    const { data: read } = await heard.next('changed', ({ data }) => data.receipts !== undefined);
    live.close();
    for (const [type, data] of [...sent, ['changed', read] as const])
      expect(formOf({ type, ...data })).toEqual(formOf(examples.find((example) => example.type === type)));
  });

  it('holds a client that is like the server though half of the changes are lost, and the library', async () => {
    const { page, api } = stage();
    const owner = api.user('alice');
    const { id: chatId } = await ok(owner.createChat({ chat_type: 'GROUP' }));
    const shown: (readonly ShownMessage[])[] = [];
    let kept: string | null = null;
    const around = {
      url: api.url,
      token: () => owner.token,
      userId: owner.userId,
      chatId,
      WebSocket,
      ChatClient,
      assert,
      storage: { load: () => kept, save: (text: string) => void (kept = text) },
      render: (messages: readonly ShownMessage[]) => shown.push(messages),
      show: () => undefined,
    };
    interface Program {
      readonly copy: {
        readonly seq: number;
        readonly messages: ReadonlyMap<number, MessageDto>;
        readonly isGone: boolean;
        epoch: string;
        receive(frame: { readonly type: string }): Promise<void>;
      };
      readonly chat: ChatClient;
      events(url: string, token: string): AsyncGenerator<{ readonly type: string; readonly seq?: number }>;
    }
    const program = await runPageSnippet<Program>(page.code('js').join('\n'), around, '{ copy, chat, events }');
    await program.chat.stop();
    expect(program.copy.seq).toBe(10);
    expect(program.copy.messages.size).toBe(10);
    await until(() => shown.at(-1)?.at(-1)?.status === 'SENT');
    expect(shown.at(-1)?.slice(-2)).toMatchObject([{ content: 'Message 10' }, { content: 'Hello' }]);
    const told: unknown[] = [];
    const feed = `${api.url}/api/v1/chats/${chatId}/messages?after_seq=10`;
    for await (const { type, seq } of program.events(feed, `${owner.token}`)) {
      told.push([type, seq]);
      if (told.length === 2) break;
    }
    expect(told).toEqual([
      ['hello', undefined],
      ['changed', 11],
    ]);
    const { copy } = program;
    copy.epoch = 'of a history that was lost';
    await copy.receive({ type: 'hello' });
    expect([copy.seq, copy.messages.size]).toEqual([11, 11]);
    await ok(owner.updateChatStatus(chatId, { status: 'DELETED' }));
    await copy.receive({ type: 'hello' });
    expect(copy.isGone).toBe(true);
  });

  it('leaves nothing unexecuted', () => expect(stage().page.unexecuted).toEqual([]));
});

describe('the guide to threads, receipts and groups', () => {
  const stage = onStage('threads-receipts-groups');

  it('prints what it says', () => runsAsItSays(stage(), 9), LONGEST_RUN_MS);

  it('works out the status of messages that were read before', async () => {
    const { page, api } = stage();
    const [alice, bob, carol] = [api.user('alice'), api.user('bob'), api.user('carol')];
    const { id: chatId } = await groupOf(alice, bob);
    for (const content of ['one', 'two', 'three']) await ok(alice.sendMessage(chatId, content));
    const { data: held } = await ok(alice.listMessages(chatId));
    await add(alice, chatId, carol);
    const ids = held.map(({ id }) => id);
    await ok(bob.updateMessageStatus(Number(ids[1]), { status: 'DELIVERED', up_to: true }));
    await ok(bob.updateMessageStatus(Number(ids[0]), { status: 'READ', up_to: true }));
    await ok(carol.updateMessageStatus(Number(ids[2]), { status: 'READ', up_to: true }));
    const { data, receipts } = await ok(alice.listMessages(chatId, { after_seq: 0 }));
    const shown = await runPageSnippet<string[]>(
      page.code('js').join('\n'),
      { held, receipts },
      'held.map((message) => shownStatus(message, receipts))',
    );
    expect(shown).toEqual(['READ', 'DELIVERED', 'SENT']);
    expect(shown).toEqual(data.slice(0, 3).map(({ status }) => status));
  });

  it('leaves nothing unexecuted', () => expect(stage().page.unexecuted).toEqual([]));
});

describe('the guide to editing and deleting', () => {
  const stage = onStage('editing-and-deleting');

  it('prints what it says', () => runsAsItSays(stage(), 3), LONGEST_RUN_MS);

  it('leaves nothing unexecuted', () => expect(stage().page.unexecuted).toEqual([]));
});

describe('the guide to documents and replies', () => {
  const stage = onStage('documents-and-replies');
  const testing = onStage('documents-and-replies', { LLM_BASE_URL: 'test:' });

  it('prints what it says', () => runsAsItSays(stage(), 5), LONGEST_RUN_MS);

  it('marks what is cited', async () => {
    const { page, api } = stage();
    const alice = api.user('alice');
    const { id: chatId } = await ok(alice.createChat({ rag_enabled: true }));
    const content = '📦 Parcels leave every evening. Letters do not.';
    await ok(alice.sendMessage(chatId, { content, message_type: 'FILE' }));
    const wait = { headers: { prefer: 'wait=25' } };
    const { reply } = (await ok(alice.sendMessage(chatId, 'When do parcels leave?', wait))) as { reply?: MessageDto };
    const { rag } = (reply?.message_metadata ?? {}) as { rag?: { citations: readonly object[] } };
    const [highlight = ''] = page.code('js');
    const around = { api: apiOf(alice), chatId, citation: rag?.citations[0] };
    const pieces = await runPageSnippet(highlight, around, 'cited(citation)');
    expect(pieces).toEqual({ before: '', text: '📦 Parcels leave every evening.', after: ' Letters do not.' });
  });

  it('stops a reply and has it written again', async () => {
    const [, stopAndRetry = ''] = stage().page.code('js');
    const { api } = testing();
    const { status } = await runPageSnippet<MessageDto>(stopAndRetry, { api: apiOf(api.user()), assert }, 'replyOf()');
    expect(status).toBe('SENT');
  });

  it('leaves nothing unexecuted', () => expect(stage().page.unexecuted).toEqual([]));
});

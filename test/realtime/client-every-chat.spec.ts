import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EveryChatCopy } from '../support/every-chat-copy.js';
import { ok } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import type { Person } from '../support/person-of.js';
import { startTwoServers, type TwoServers } from '../support/two-servers.js';
import { until } from '../support/until.js';

type Deed = 'send' | 'react' | 'rename' | 'create' | 'delete' | 'restore' | 'cut' | 'kill';
const DEEDS: Deed[] = ['send', 'send', 'send', 'react', 'rename', 'create', 'delete', 'restore', 'cut', 'kill'];
const deed = fc.record({ what: fc.constantFrom(...DEEDS), chat: fc.nat({ max: 5 }) });

describe('EveryChat of the client', () => {
  let servers: TwoServers;
  let proxy: TcpProxy;
  let service: Person;
  let copies: EveryChatCopy;
  beforeAll(async () => {
    servers = await startTwoServers();
    service = servers.service('mirror');
    proxy = await TcpProxy.before(service.at(0).url);
  });
  afterAll(async () => {
    await proxy.close();
    await servers.close();
  });
  beforeEach(() => {
    copies = copyOver('sse');
  });
  afterEach(() => copies.stop());

  const copyOver = (transport: 'websocket' | 'sse') =>
    new EveryChatCopy({ url: proxy.url, token: service.at(0).token, transport });

  /** The messages of a chat as the server shows them; undefined when it is DELETED. */
  async function shown(chatId: number) {
    const reply = await service.at(1).listMessages(chatId, { order: 'asc', limit: 100 });
    return reply.status === 404 ? undefined : new Map(reply.body.data.map((message) => [message.id, message]));
  }
  async function expectExact(chatIds: readonly number[]): Promise<void> {
    for (const chatId of chatIds) {
      const { last_seq, status } = await ok(service.at(1).getChat(chatId));
      if (status === 'DELETED') await until(() => !copies.seqs.has(chatId));
      else await until(() => copies.seqs.get(chatId) === last_seq);
      expect(copies.messages.get(chatId)).toEqual(await shown(chatId));
    }
    expect(copies.errors).toEqual([]);
  }

  it.each(['websocket', 'sse'] as const)('hears all over %s, and says where it stands', async (transport) => {
    copies = copyOver(transport);
    const alice = servers.user('alice');
    const { id: before } = await ok(alice.at(0).createChat());
    copies.start();
    await until(() => copies.place !== undefined);
    const { id } = await groupOf(alice.at(1));
    await ok(alice.at(1).sendMessage(id, 'at the other server'));
    await ok(alice.at(1).sendMessage(before, 'x'.repeat(30_000)));
    await expectExact([before, id]);
  });

  it(
    'ends with what a fresh look shows, also after cuts and kills',
    () =>
      holds(6, fc.array(deed, { minLength: 8, maxLength: 30 }), async (deeds) => {
        copies.stop();
        copies = copyOver('sse');
        const alice = servers.user('alice');
        const chats = [(await groupOf(alice.at(0))).id, (await groupOf(alice.at(1))).id];
        copies.start();
        for (const [nth, { what, chat }] of deeds.entries()) {
          const chatId = chats[chat % chats.length]!;
          const client = alice.at(nth);
          if (what === 'cut') proxy.cut();
          else if (what === 'create') chats.push((await groupOf(client)).id);
          else if (what === 'delete') await ok(client.updateChatStatus(chatId, { status: 'DELETED' }));
          else if (what === 'restore') await ok(client.updateChatStatus(chatId, { status: 'ACTIVE' }));
          else if (what === 'send') await client.sendMessage(chatId, `message ${nth}`);
          else if (what === 'rename' && (await shown(chatId)) !== undefined)
            await ok(act(client, chatId, 'rename', { title: `title ${nth}` }));
          else if (what === 'react')
            for (const id of (await shown(chatId))?.keys() ?? []) await ok(client.addReaction(id, `r${nth}`));
          else if (what === 'kill') {
            copies.stop();
            await ok(client.updateChatStatus(chats[0]!, { status: 'ARCHIVED' }));
            await ok(client.updateChatStatus(chats[0]!, { status: 'ACTIVE' }));
            copies.start();
          }
        }
        await expectExact(chats);
      }),
    PROPERTY_TIMEOUT,
  );
});

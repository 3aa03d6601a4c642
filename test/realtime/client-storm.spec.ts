import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChatClient } from '#libs/client';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { liveClient } from '../support/live-client.js';
import { allMessages } from '../support/page-walk.js';
import { holds, PROPERTY_TIMEOUT } from '../support/property.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const PEOPLE = 3;
/** Acts at once. */
const WIDTH = 5;
/** Two such messages do not fit into a frame. */
const LONG = 'long '.repeat(6_000);

interface Act {
  readonly what: 'send' | 'send long' | 'send over the client' | 'react' | 'read' | 'read up to' | 'rename' | 'cut';
  readonly who: number;
  readonly post: number;
}

const one: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom(
    ...(['send', 'send long', 'send over the client', 'react', 'read', 'read up to', 'rename', 'cut'] as const),
  ),
  who: fc.nat({ max: PEOPLE - 1 }),
  post: fc.nat({ max: 9 }),
});

describe('clients on two servers', () => {
  let servers: ApiServer[];
  let networks: TcpProxy[];
  beforeAll(async () => {
    servers = [await startApi(), await startApi()];
    networks = await Promise.all(servers.map(({ url }) => TcpProxy.before(url)));
  });
  afterAll(async () => {
    for (const network of networks) await network.close();
    for (const server of servers) await server.close();
  });

  it(
    'all end up with what the server shows, however much happens at once and however often they are cut off',
    () =>
      holds(8, fc.array(one, { minLength: 10, maxLength: 60 }), async (acts) => {
        const people = Array.from({ length: PEOPLE }, (_, nth) => servers[nth % 2]!.user(`p${nth}`));
        const [owner, ...others] = people as [ApiClient, ...ApiClient[]];
        const { id } = await groupOf(owner, ...others);
        await ok(owner.sendMessage(id, 'the first'));
        const clients = people.map(({ userId }, nth) =>
          liveClient(networks[nth % 2]!.url, userId, { transport: nth === 1 ? 'sse' : 'websocket' }),
        );
        try {
          await Promise.all(clients.map((client) => client.start()));
          const replicas = await Promise.all(
            clients.map((client, nth) => client.open(id, { window: nth === 2 ? 3 : 'all' })),
          );
          const sent: Promise<unknown>[] = [];
          for (let nth = 0; nth < acts.length; nth += WIDTH)
            await Promise.all(acts.slice(nth, nth + WIDTH).map((made) => carryOut(made, id, people, clients, sent)));
          await Promise.all(sent);
          const { last_seq } = await ok(owner.getChat(id));
          await until(() => replicas.every(({ seq }) => seq === last_seq));
          const all = await allMessages(owner, id);
          for (const { messages, hasOlder } of replicas)
            expect(messages).toEqual(hasOlder ? all.slice(-messages.length) : all);
        } finally {
          await Promise.all(clients.map((client) => client.stop()));
        }
      }),
    PROPERTY_TIMEOUT,
  );

  async function carryOut(
    { what, who, post }: Act,
    chatId: number,
    people: readonly ApiClient[],
    clients: readonly ChatClient[],
    sent: Promise<unknown>[],
  ): Promise<void> {
    const [person, client] = [people[who]!, clients[who]!];
    const { data } = await ok(person.listMessages(chatId, { limit: 10 }));
    const message = data[post % data.length]!;
    switch (what) {
      case 'send':
        return void (await ok(person.sendMessage(chatId, 'hello')));
      case 'send long':
        return void (await ok(person.sendMessage(chatId, LONG)));
      case 'send over the client':
        return void sent.push(client.send(chatId, { content: 'by the client' }).sent);
      case 'react':
        return void (await ok(person.addReaction(message.id, `r${post}`)));
      case 'read':
        return void (await ok(person.updateMessageStatus(message.id, { status: 'READ' })));
      case 'read up to':
        return void (await ok(person.updateMessageStatus(message.id, { status: 'READ', up_to: true })));
      case 'rename':
        return void (await ok(act(people[0]!, chatId, 'rename', { title: `${post}` })));
      case 'cut':
        return networks[who % 2]!.cut();
    }
  }
});

import type { ChatClient } from '#libs/client';
import type { ApiClient } from './api-client.js';
import type { ApiServer } from './api-server.js';
import { ok } from './expectations.js';
import { groupOf } from './group-chats.js';
import { TcpProxy } from './tcp-proxy.js';
import { until } from './until.js';

/** A GROUP in which Bob has asked Alice something, and her network, which may fail. */
export interface AskedGroup {
  readonly network: TcpProxy;
  readonly alice: ApiClient;
  readonly bob: ApiClient;
  readonly chatId: number;
  /** What Bob asked. */
  readonly messageId: number;
}

export async function askedGroup(api: ApiServer): Promise<AskedGroup> {
  const network = await TcpProxy.before(api.url);
  const [alice, bob] = [api.user('alice'), api.user('bob')];
  const { id: chatId } = await groupOf(alice, bob);
  const { id: messageId } = await ok(bob.sendMessage(chatId, 'Nice?'));
  return { network, alice, bob, chatId, messageId };
}

/** Takes the network away, and waits until the client knows. */
export async function cutOff(network: TcpProxy, client: ChatClient): Promise<void> {
  network.be('down');
  await until(() => client.status !== 'online');
}

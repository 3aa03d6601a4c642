import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import type { Person } from '../support/person-of.js';
import { startTwoServers, type TwoServers } from '../support/two-servers.js';
import { until } from '../support/until.js';
import { RunningProgram } from './running-program.js';

interface Notice {
  readonly to: string;
  readonly chat_id: number;
  readonly message_id: number;
}

describe('the sender of push notices', () => {
  let folder: string;
  let servers: TwoServers;
  let proxy: TcpProxy;
  let service: Person;
  let token: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'push-'));
    servers = await startTwoServers();
    service = servers.service('push');
    token = service.at(0).token;
    proxy = await TcpProxy.before(service.at(0).url);
  });
  afterAll(async () => {
    await proxy.close();
    await servers.close();
    await rm(folder, { recursive: true });
  });

  const start = async (walks = 1) => {
    const program = path.join(import.meta.dirname, 'push-sender.mjs');
    const sender = new RunningProgram(process.execPath, [program, folder], { CHAT_URL: proxy.url, CHAT_TOKEN: token });
    await walked(sender, walks);
    return sender;
  };
  const walked = (sender: RunningProgram, times: number) => until(() => sender.stdout.split('walked').length > times);
  const sent = async (): Promise<Notice[]> => {
    const text = await readFile(path.join(folder, 'sent'), 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as Notice);
  };
  const keyOf = ({ to, message_id }: Notice) => `${message_id}:${to}`;

  it('tells everybody of everything, though it is killed and cut off, and of what is old nothing', async () => {
    const [alice, bob, carol] = [servers.user('alice'), servers.user('bob'), servers.user('carol')];
    const chats = [await groupOf(alice.at(0), bob.at(0), carol.at(1)), await groupOf(bob.at(0), carol.at(0))];
    const expected = new Set<string>();
    let nth = 0;
    const say = async (count: number) => {
      for (let said = 0; said < count; said++, nth++) {
        const chat = chats[nth % chats.length]!;
        const people: Person[] = nth % 2 === 0 ? [alice, bob, carol] : [bob, carol];
        const sender = people[nth % people.length]!;
        const { id } = await ok(sender.at(nth).sendMessage(chat.id, `message ${nth}`));
        for (const { userId } of people) if (userId !== sender.userId) expected.add(`${id}:${userId}`);
      }
    };
    const isTold = () => until(async () => new Set((await sent()).map(keyOf)).size >= expected.size);

    await ok(alice.at(0).sendMessage(chats[0]!.id, 'before it began'));
    let sender = await start();
    await say(10);
    await isTold();
    expect((await sent()).map(keyOf).toSorted()).toEqual([...expected].toSorted());

    for (let kills = 0; kills < 3; kills++) {
      await say(5);
      expect(await sender.end('SIGKILL')).toBeNull();
      await say(5);
      sender = await start();
    }
    await isTold();

    proxy.be('down');
    await say(10);
    const draft = await open(alice.at(1), chats[0]!.id);
    await say(2);
    proxy.be('up');
    await walked(sender, 2);
    await isTold();
    await ok(alice.at(1).updateMessageStatus(draft, { status: 'SENT' }));
    for (const { userId } of [bob, carol]) expected.add(`${draft}:${userId}`);
    await isTold();

    const told = await sent();
    expect(new Set(told.map(keyOf))).toEqual(expected);
    for (const { id } of chats) {
      const firsts = [...new Set(told.filter((one) => one.chat_id === id).map((one) => one.message_id))];
      expect(firsts.filter((one) => one !== draft)).toEqual(
        firsts.filter((one) => one !== draft).toSorted((one, other) => one - other),
      );
    }
    await sender.end('SIGTERM');
  }, 120_000);
});

/** A message that its sender has not confirmed. @returns its id */
async function open(client: ApiClient, chatId: number): Promise<number> {
  return (await ok(client.sendMessage(chatId, { content: 'a draft', status: 'SENDING' }))).id;
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ok } from '../support/expectations.js';
import { NINE_OPERATIONS, type Target } from '../support/nine-operations.js';

const PEOPLE = 4;
const person = fc.nat(PEOPLE - 1);
const chat = fc.record({ owner: person, isGroup: fc.boolean(), members: fc.uniqueArray(person) });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constantFrom(...NINE_OPERATIONS), who: person, where: fc.nat(99) }) },
  { weight: 1, arbitrary: fc.record({ moves: person, where: fc.nat(99) }) },
);

interface Room extends Target {
  readonly chatId: number;
  readonly messageId: number;
  readonly owner: number;
  readonly isGroup: boolean;
  readonly members: Set<number>;
}

/** No stranger's request changes anything, and every request leaves this as it says. */
describe('users, chats and memberships at random', () => {
  let api: ApiServer;
  let service: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    service = api.service();
  });
  afterAll(() => api.close());

  it('nobody sees or changes what is not theirs, in any operation', async () => {
    const scene = fc.record({
      chats: fc.array(chat, { minLength: 2, maxLength: 4 }),
      steps: fc.array(step, { minLength: 5, maxLength: 15 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ chats, steps }) => {
        const people = Array.from({ length: PEOPLE }, (_, i) => api.user(`person-${i}`));
        const rooms = await Promise.all(chats.map((description) => open(people, description)));
        for (const one of steps) {
          const room = rooms[one.where % rooms.length] as Room;
          if ('moves' in one) await move(people, room, one.moves);
          else await visit(people[one.who] as ApiClient, room, one.does, room.members.has(one.who), rooms, one.who);
        }
      }),
      { seed: 20_260_102, numRuns: 20, endOnFailure: true },
    );
  });

  async function open(
    people: ApiClient[],
    { owner, isGroup, members }: { owner: number; isGroup: boolean; members: number[] },
  ): Promise<Room> {
    const others = isGroup ? members.filter((member) => member !== owner) : [];
    const participants = others.map((member) => people[member]?.userId);
    const asked = isGroup ? { chat_type: 'GROUP', participants } : {};
    const client = people[owner] as ApiClient;
    const { id: chatId } = await ok(client.createChat({ ...asked, chat_metadata: { secret: 'opal' } }));
    const { id: messageId } = await ok(client.sendMessage(chatId, 'The secret is opal.'));
    return { chatId, messageId, owner, isGroup, members: new Set([owner, ...others]) };
  }

  /** The owner of a group removes who is in it and adds who is not. */
  async function move(people: ApiClient[], { chatId, owner, isGroup, members }: Room, who: number): Promise<void> {
    if (!isGroup || who === owner) return;
    const action = members.has(who) ? 'remove_participants' : 'add_participants';
    const metadata = { action, user_ids: [people[who]?.userId] };
    const act = { content: action, message_type: 'SYSTEM', message_metadata: metadata };
    await ok((people[owner] as ApiClient).sendMessage(chatId, act));
    if (!members.delete(who)) members.add(who);
  }

  async function visit(
    client: ApiClient,
    room: Room,
    { operationId, method, path, body, of }: (typeof NINE_OPERATIONS)[number],
    isMember: boolean,
    rooms: Room[],
    who: number,
  ): Promise<void> {
    const before = isMember ? undefined : await everything(room);
    const { status, text } = await client.call(operationId, method, path(room), { body });
    if (of === 'nothing')
      expect([status, await seenBy(client, rooms)]).toEqual([
        200,
        rooms.filter(({ members }) => members.has(who)).map(({ chatId }) => chatId),
      ]);
    else if (isMember) expect([200, 400]).toContain(status);
    else expect([status, text.includes('opal')]).toEqual([404, false]);
    if (before !== undefined) expect(await everything(room)).toBe(before);
  }

  /** Which of the rooms are in the caller's list. */
  async function seenBy(client: ApiClient, rooms: Room[]): Promise<number[]> {
    const { data } = await ok(client.listChats({ limit: 100 }));
    const seen = new Set(data.filter(({ chat_metadata }) => chat_metadata !== undefined).map(({ id }) => id));
    expect([...seen].filter((id) => !rooms.some(({ chatId }) => chatId === id))).toEqual([]);
    return rooms.filter(({ chatId }) => seen.has(chatId)).map(({ chatId }) => chatId);
  }

  async function everything({ chatId }: Room): Promise<string> {
    return (await service.getChat(chatId)).text + (await service.listMessages(chatId, { limit: 100 })).text;
  }
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ApiServer, startApi } from '../../support/api-server.js';
import { act, ChatStory } from '../../support/chat-story.js';
import { ok } from '../../support/expectations.js';
import { holds, PROPERTY_TIMEOUT } from '../../support/property.js';

/** Which never become the latest. */
const isActOnMessage = (metadata: Record<string, unknown> | undefined) =>
  metadata?.['action'] === 'edit' || metadata?.['action'] === 'delete';

const acts = fc.array(act, { minLength: 2, maxLength: 16 });

describe('in every story of a chat', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Checks after each act. */
  const always = (
    chatType: 'GROUP' | 'PERSONAL' | 'SYSTEM',
    runs: number,
    check: (story: ChatStory) => Promise<void>,
  ) =>
    holds(runs, acts, async (given) => {
      const story = await ChatStory.begin(api, chatType);
      for (const one of given) {
        await story.carryOut(one);
        await check(story);
      }
    });

  const kinds = [
    ['GROUP', 16],
    ['PERSONAL', 8],
    ['SYSTEM', 5],
  ] as const;

  it.each(kinds)(
    'unread_count in a %s counts what is sent to its reader and not read',
    (chatType, runs) =>
      always(chatType, runs, async (story) => {
        const listed = await story.listed();
        for (const client of story.people) {
          const expected = story.unread.unreadCount(client.userId, listed);
          const [one] = (await ok(client.listChats())).data;
          expect([one?.unread_count, (await ok(client.getChat(story.chatId))).unread_count]).toEqual([
            expected,
            expected,
          ]);
        }
      }),
    PROPERTY_TIMEOUT,
  );

  it.each(kinds)(
    'last_message of a %s has the status that the message has',
    (chatType, runs) =>
      always(chatType, runs, async (story) => {
        const last = (await story.listed()).findLast(({ message_metadata: metadata }) => !isActOnMessage(metadata));
        const expected = last && { id: last.id, status: last.status };
        for (const client of story.people) {
          const [one] = (await ok(client.listChats())).data;
          const preview = one?.last_message;
          expect(preview && { id: preview.id, status: preview.status }).toEqual(expected);
        }
      }),
    PROPERTY_TIMEOUT,
  );
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { ok } from '../support/expectations.js';

describe('Prefer: wait', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    ({ chatId } = await startConversation(alice));
  });
  afterAll(() => api.close());

  const ask = (query: Record<string, number>, prefer: string) =>
    alice.listMessages(chatId, query, { headers: { prefer } });

  it.each([
    ['wait=7', 'wait=7'],
    ['wait=30', 'wait=30'],
    ['wait=31', 'wait=30'],
    ['wait=3600', 'wait=30'],
    ['WAIT=7', 'wait=7'],
    ['wait="7"', 'wait=7'],
    ['wait = 7', 'wait=7'],
    ['respond-async, wait=7', 'wait=7'],
    ['wait=7, respond-async', 'wait=7'],
    ['handling=lenient;strict=no, wait=7', 'wait=7'],
    ['wait=7, wait=8', 'wait=7'],
  ])('%s is applied as %s', async (prefer, applied) => {
    const { status, headers } = await ask({ after_seq: 0 }, prefer);
    expect([status, headers.get('preference-applied')]).toEqual([200, applied]);
  });

  it.each(['respond-async, wait=1', 'wait=1'])('%s waits so long for nothing', async (prefer) => {
    const { last_seq } = await ok(alice.getChat(chatId));
    const { status, body, headers } = await ask({ after_seq: last_seq }, prefer);
    expect([status, headers.get('preference-applied'), body.data]).toEqual([200, 'wait=1', []]);
  });

  it.each([
    'wait',
    'wait=',
    'wait=soon',
    'wait=-1',
    'wait=1.5',
    'wait=1s',
    'wait 5',
    'waiting=5',
    'no-wait=5',
    'respond-async',
    // A parameter of another preference (RFC 7240, section 2).
    'handling=lenient; wait=5',
  ])('%s is no such preference, and is ignored', async (prefer) => {
    const { last_seq } = await ok(alice.getChat(chatId));
    const { status, body, headers } = await ask({ after_seq: last_seq }, prefer);
    expect([status, headers.get('preference-applied'), body.data]).toEqual([200, null, []]);
  });

  it.each<Record<string, number>>([{}, { before: 9_000_000 }, { after: 0 }, { limit: 1 }])(
    'is not applied to %j, which does not say what is newer',
    async (query) => {
      const { status, headers, body } = await ask(query, 'wait=30');
      expect([status, headers.get('preference-applied'), body.data.length]).toEqual([200, null, 1]);
    },
  );

  it('is clamped to 30 s while it waits, too', async () => {
    const { last_seq } = await ok(alice.getChat(chatId));
    const waiting = ask({ after_seq: last_seq }, 'wait=86400');
    await ok(alice.getChat(chatId));
    const liked = await ok(alice.addReaction((await ok(alice.listMessages(chatId))).data[0]?.id ?? 0, '👍'));
    const { headers, body } = await waiting;
    expect([headers.get('preference-applied'), body.data]).toEqual(['wait=30', [liked]]);
  });

  it('goes with limit, and with the ETag of the answer', async () => {
    const { headers, body } = await ask({ after_seq: 0, limit: 1 }, 'wait=5');
    expect([headers.get('preference-applied'), body.data.length]).toEqual(['wait=5', 1]);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const again = { prefer: 'wait=5', 'if-none-match': headers.get('etag') ?? '' };
    expect((await alice.listMessages(chatId, { after_seq: 0, limit: 1 }, { headers: again })).status).toBe(304);
  });
});

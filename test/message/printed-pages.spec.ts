import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { CountedStatements } from '../support/counted-statements.js';
import { ok } from '../support/expectations.js';

describe('a page of 100', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  // What is printed takes no turns: see page-lane.ts.
  it.each([
    ['short', { content: 'a'.repeat(2_500) }, false],
    ['long', { content: 'a'.repeat(2_700) }, true],
    ['short, with much metadata', { content: 'a', message_metadata: { note: 'a'.repeat(2_700) } }, true],
  ])('comes printed unless a message is over 2.6 KB: %s', async (_kind, message, isReadByRows) => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat());
    const sent = await ok(alice.sendMessage(id, message));
    const statements = new CountedStatements();
    try {
      expect((await ok(alice.listMessages(id, { limit: 100 }))).data).toEqual([sent]);
    } finally {
      statements.stop();
    }
    expect(statements.texts.some((text) => text.includes('sum(octet_length(found.content))'))).toBe(isReadByRows);
  });
});

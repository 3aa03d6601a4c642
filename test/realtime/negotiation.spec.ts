import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerHead } from '../support/answer-head.js';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { NINE_OPERATIONS } from '../support/nine-operations.js';

const JSON_TYPE = 'application/json';
const EVENTS = 'text/event-stream';
const LINES = 'application/x-ndjson';

describe('one URL, several speeds', () => {
  let api: ApiServer;
  let alice: ApiClient;
  let chatId: number;
  let messageId: number;
  beforeAll(async () => {
    api = await startApi();
    alice = api.user('alice');
    ({ chatId, messageId } = await startConversation(alice));
  });
  afterAll(() => api.close());

  it.each([
    [EVENTS, EVENTS],
    ['Text/Event-Stream', EVENTS],
    [`${EVENTS}, */*;q=0.1`, EVENTS],
    [`${JSON_TYPE};q=0.5, ${EVENTS};q=0.9`, EVENTS],
    [`${LINES};q=0.1, ${EVENTS};q=0.2`, EVENTS],
    [LINES, LINES],
    [`${LINES};q=0.2, ${EVENTS};q=0.1`, LINES],
    [`${JSON_TYPE};q=0.1, ${LINES}`, LINES],
    [`${JSON_TYPE}, ${EVENTS}`, JSON_TYPE],
    [`${JSON_TYPE}, ${LINES}`, JSON_TYPE],
    [`${JSON_TYPE};q=0.9, ${EVENTS};q=0.5`, JSON_TYPE],
    [`${EVENTS};q=0`, JSON_TYPE],
    [`${EVENTS};q=0, ${LINES};q=0`, JSON_TYPE],
    ['*/*', JSON_TYPE],
    [`*/*, ${EVENTS};q=0.1`, JSON_TYPE],
    ['', JSON_TYPE],
    ['image/png', JSON_TYPE],
    ['text/event-streams', JSON_TYPE],
    ['x/text/event-stream', JSON_TYPE],
    ['nonsense', JSON_TYPE],
  ])('Accept: %s gets the messages of a chat as %s', async (accept, mediaType) => {
    expect(await answerHead(alice, `/chats/${chatId}/messages`, { accept })).toMatchObject({ status: 200, mediaType });
  });

  it.each([
    [EVENTS, EVENTS],
    [`${JSON_TYPE};q=0.5, ${EVENTS};q=0.9`, EVENTS],
    [`${JSON_TYPE}, ${EVENTS}`, JSON_TYPE],
    ['*/*', JSON_TYPE],
    [LINES, JSON_TYPE],
    ['image/png', JSON_TYPE],
  ])('Accept: %s gets the chats as %s', async (accept, mediaType) => {
    expect(await answerHead(alice, '/chats', { accept })).toMatchObject({ status: 200, mediaType });
  });

  it('without Accept it is JSON', async () => {
    for (const path of ['/chats', `/chats/${chatId}/messages`])
      expect(await answerHead(alice, path, {})).toMatchObject({ status: 200, mediaType: JSON_TYPE });
  });

  it('Prefer: wait means nothing to the chats', async () => {
    const { status, mediaType, headers } = await answerHead(alice, '/chats', { prefer: 'wait=5' });
    expect([status, mediaType, headers['preference-applied']]).toEqual([200, JSON_TYPE, undefined]);
  });

  it.each(['/chats/', '/chats/:id/messages/'])('GET %s with a slash at its end is a feed as well', async (path) => {
    const head = await answerHead(alice, path.replace(':id', String(chatId)), { accept: EVENTS });
    expect(head).toMatchObject({ status: 200, mediaType: EVENTS });
  });

  it.each(['/chats', '/chats/:id/messages'])('HEAD %s is answered with every Accept', async (path) => {
    for (const accept of [EVENTS, LINES, JSON_TYPE]) {
      const head = await answerHead(alice, path.replace(':id', String(chatId)), { accept, prefer: 'wait=30' }, 'HEAD');
      expect(head).toMatchObject({ status: 200, mediaType: JSON_TYPE });
    }
  });

  it.each([
    [EVENTS, EVENTS],
    [`${JSON_TYPE};q=0.5, ${EVENTS};q=0.9`, EVENTS],
    [`${JSON_TYPE}, ${EVENTS}`, JSON_TYPE],
    [LINES, JSON_TYPE],
    [`${LINES}, ${EVENTS};q=0.5`, JSON_TYPE],
    ['image/png', JSON_TYPE],
    ['*/*', JSON_TYPE],
  ])('Accept: %s gets the answer to a send as %s', async (accept, mediaType) => {
    const answer = await fetch(`${alice.url}/api/v1/chats/${chatId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${alice.token}`, 'content-type': JSON_TYPE, accept },
      body: '{ "content": "Where is my order?" }',
    });
    await answer.text();
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, mediaType]);
  });

  const ofSeveralSpeeds = ['listChats', 'listMessages', 'sendMessage'];
  const others = NINE_OPERATIONS.filter(({ operationId }) => !ofSeveralSpeeds.includes(operationId));

  it.each(others)('$operationId answers JSON with every Accept and Prefer', async (operation) => {
    for (const accept of [EVENTS, LINES]) {
      const call = { body: operation.body, headers: { accept, prefer: 'wait=5' } };
      const path = operation.path({ chatId, messageId });
      const { status, headers } = await alice.call(operation.operationId, operation.method, path, call);
      expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    }
  });

  it('a route that is not there is a problem to an event stream, too', async () => {
    for (const path of ['/chats/1/feed', '/nothing', '/messages'])
      expect(await answerHead(alice, path, { accept: EVENTS })).toMatchObject({
        status: 404,
        mediaType: 'application/problem+json',
      });
  });

  it('the OpenAPI document has nine operations, and lists JSON only', () => {
    const operations = Object.values(api.contract.document.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(9);
    const types = operations.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ content = {} }) => Object.keys(content)),
    );
    expect(new Set(types)).toEqual(new Set([JSON_TYPE, 'application/problem+json']));
  });
});

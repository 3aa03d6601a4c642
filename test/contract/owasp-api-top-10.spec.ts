import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Reply } from '../support/api-client.js';
import { startConversation } from '../support/conversation.js';
import { invalid, ok, refused } from '../support/expectations.js';
import { act, groupOf } from '../support/group-chats.js';
import { exchange } from '../support/http-exchange.js';
import { makeToken, makeUnsignedToken } from '../support/json-web-token.js';
import { NINE_OPERATIONS, OPERATIONS_WITH_ID, type OperationCase, type Target } from '../support/nine-operations.js';
import { DocumentedApi } from '../support/openapi-document.js';
import { answered, ended, errorOf, ragChat, sendFile } from '../support/reply-chats.js';
import { readMarkdown } from '../support/reply-documents.js';
import { type ReplyStage, startReplyStage } from '../support/reply-stage.js';
import { until } from '../support/until.js';
import { upgrade } from '../support/upgrade.js';

const REPLIES_PER_USER = 2;

/** https://owasp.org/API-Security/editions/2023/en/0x11-t10/, a test each; the specs of each rule go further. */
describe('OWASP API Security Top 10, 2023', () => {
  let stage: ReplyStage;
  let alice: ApiClient;
  let bob: ApiClient;
  let target: Target & { chatId: number; messageId: number };
  beforeAll(async () => {
    stage = await startReplyStage({ REPLIES_PER_USER: String(REPLIES_PER_USER) });
    [alice, bob] = [stage.api.user('alice'), stage.api.user('bob')];
    target = await startConversation(alice, { content: 'for my eyes only' });
  });
  afterAll(() => stage.close());

  const ask = (client: ApiClient, { operationId, method, path, body }: OperationCase): Promise<Reply<unknown>> =>
    client.call(operationId, method, path(target), { body });

  it('API1 Broken Object Level Authorization: what is not yours answers as what is not there', async () => {
    const before = (await alice.listMessages(target.chatId)).text;
    for (const operation of OPERATIONS_WITH_ID) {
      const [foreign, absent] = [await ask(bob, operation), await missing(bob, operation)];
      expect([operation.operationId, foreign.status, foreign.problem.code]).toEqual([
        operation.operationId,
        404,
        absent.problem.code,
      ]);
      expect(foreign.problem.detail).toBe(absent.problem.detail);
    }
    expect((await alice.listMessages(target.chatId)).text).toBe(before);
  });

  it('API2 Broken Authentication: no operation and no live connection without a token that is signed and alive', async () => {
    const sub = alice.userId;
    const forged = makeToken({ sub }, { secret: 'a-secret-that-somebody-guessed-32-bytes' });
    const tokens = [undefined, forged, makeUnsignedToken({ sub }, 'none'), makeToken({ sub, exp: 1 })];
    for (const token of tokens) {
      for (const operation of NINE_OPERATIONS) expect((await ask(alice.withToken(token), operation)).status).toBe(401);
      const authorization = token === undefined ? undefined : `Bearer ${token}`;
      expect((await upgrade(stage.api.url, { authorization })).status).toBe(401);
    }
  });

  it('API3 Broken Object Property Level Authorization: nothing that the server owns is taken, nothing internal is shown', async () => {
    const owned = { id: 1, sender_id: bob.userId, change_seq: 9, created_at: '2020-01-01T00:00:00Z', sent_by: 'x' };
    expect(Object.keys(await invalid(alice.sendMessage(target.chatId, { content: 'x', ...owned })))).toEqual(
      Object.keys(owned),
    );
    await refused(alice.sendMessage(target.chatId, { content: 'x', user_id: bob.userId }), 400, 'user_id_mismatch');
    expect(await invalid(alice.createChat({ owner_id: bob.userId, last_seq: 9 }))).toEqual({
      owner_id: 'unknown_field',
      last_seq: 'unknown_field',
    });
    const shown = JSON.stringify([
      (await alice.getChat(target.chatId)).body,
      (await alice.listMessages(target.chatId)).body,
    ]);
    expect(shown).not.toMatch(/request_hash|sent_seq|seen_count|message_count|membership|"owner_id"/);
  });

  it('API4 Unrestricted Resource Consumption: bodies, pages, lists, waits and questions have limits', async () => {
    await refused(alice.createChat(`{"title":"${'a'.repeat(1_048_577)}"}`), 413, 'body_too_large');
    expect(await invalid(alice.listMessages(target.chatId, { limit: 101 }))).toEqual({ limit: 'out_of_range' });
    expect(await invalid(alice.sendMessage(target.chatId, 'a'.repeat(32_769)))).toEqual({ content: 'too_long' });
    const crowd = Array.from({ length: 1_001 }, (_, nth) => `u${nth}`);
    expect(await invalid(alice.createChat({ chat_type: 'GROUP', participants: crowd }))).toEqual({
      participants: 'too_many',
    });
    const waited = await alice.listMessages(target.chatId, { after_seq: 0 }, { headers: { prefer: 'wait=86400' } });
    expect(waited.headers.get('preference-applied')).toBe('wait=30');
  });

  it('API5 Broken Function Level Authorization: what belongs to owners and services is refused to others', async () => {
    const { id } = await groupOf(alice, bob);
    await refused(bob.updateChatStatus(id, { status: 'DELETED' }), 400, 'owner_only');
    await refused(act(bob, id, 'remove_participants', { user_ids: [alice.userId] }), 400, 'owner_only');
    await refused(bob.sendMessage(id, { content: 'x', is_user: false }), 400, 'is_user_not_allowed');
    const notices = await ok(alice.createChat({ chat_type: 'SYSTEM' }));
    await refused(alice.sendMessage(notices.id, 'x'), 400, 'service_only');
    await refused(alice.listChats({ user_id: bob.userId }), 400, 'user_id_mismatch');
  });

  it('API6 Unrestricted Access to Sensitive Business Flows: one person cannot have every reply written', async () => {
    const { id } = await ragChat(alice);
    stage.model.behave({ does: 'hang' });
    const questions = await Promise.all(
      Array.from({ length: 6 }, (_, nth) => ok(alice.sendMessage(id, `Is ${nth} so?`))),
    );
    const failures = async () => {
      const { data } = await ok(alice.listMessages(id, { is_user: false, status: 'FAILED' }));
      return data.map((reply) => errorOf(reply).code);
    };
    await until(async () => (await failures()).length >= questions.length - REPLIES_PER_USER);
    expect(await failures()).toEqual(Array.from({ length: questions.length - REPLIES_PER_USER }, () => 'reply_limit'));
    await ok(alice.updateChatStatus(id, { status: 'DELETED' }));
  });

  it('API7 Server Side Request Forgery: no address that a caller names is ever asked', async () => {
    let connections = 0;
    const trap = createServer().on('connection', (socket) => (connections++, socket.destroy()));
    await once(trap.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/x`;
    const page = `<html><head><link rel="stylesheet" href="${url}"><base href="${url}"></head>
      <body><p>The shop opens at nine.</p><img src="${url}"><iframe src="${url}"></iframe><script src="${url}"></script></body></html>`;
    const { id } = await ragChat(alice, { chat_metadata: { webhook: url, url } });
    await ended(alice, await sendFile(alice, id, page, { media_type: 'text/html', filename: url, url }));
    await ended(alice, await sendFile(alice, id, `![a](${url}) [b]: ${url}`, { media_type: 'text/markdown' }));
    stage.model.behave({ does: 'answer', chunks: [`See ![it](${url}).`] });
    await answered(alice, id, `What does ${url} say?`);
    const header = { jku: url, x5u: url, kid: url };
    expect((await alice.withToken(makeToken({ sub: alice.userId, iss: url }, { header })).listChats()).status).toBe(
      200,
    );
    trap.close();
    expect(connections).toBe(0);
  });

  it('API8 Security Misconfiguration: safe headers, closed CORS, no methods but those documented, errors without innards', async () => {
    const { headers } = await exchange(stage.api.url, '/api/v1/chats');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect([headers['x-powered-by'], headers['server'], headers['access-control-allow-origin']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const method of ['TRACE', 'PUT', 'PROPFIND']) {
      const { status } = await exchange(stage.api.url, '/api/v1/chats', { method });
      expect([method, status >= 400 && status < 500]).toEqual([method, true]);
    }
    const broken = await exchange(stage.api.url, '/api/v1/chats/%zz');
    expect([broken.status, /\.(js|ts):|SELECT|node_modules/.test(broken.text)]).toEqual([400, false]);
  });

  it('API9 Improper Inventory Management: the document is the server, in one version', async () => {
    const documented = await DocumentedApi.load(stage.api.url);
    expect(documented.operations.map(({ operationId }) => operationId).toSorted()).toEqual(
      NINE_OPERATIONS.map(({ operationId }) => operationId).toSorted(),
    );
    for (const path of ['/api/v2/chats', '/api/chats', '/chats', '/api/v1/users', '/api/v1/admin', '/debug'])
      expect(
        (await exchange(stage.api.url, path, { headers: { authorization: `Bearer ${alice.token}` } })).status,
      ).toBe(404);
  });

  it('API10 Unsafe Consumption of APIs: a model that redirects, floods or lies harms nobody and is not followed', async () => {
    let connections = 0;
    const elsewhere = createServer((_request, response) => (connections++, response.end('{}')));
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/v1/chat/completions`;
    const { id } = await ragChat(alice);
    stage.model.behave({ does: 'refuse', status: 307, headers: { location } });
    const redirected = await answered(alice, id, 'Is it so?');
    expect([redirected.status, errorOf(redirected).code, connections]).toEqual(['FAILED', 'model_refused', 0]);
    elsewhere.close();
    stage.model.behave({ does: 'send', type: 'text/event-stream', body: 'data: {"choices":'.repeat(10_000) });
    expect((await answered(alice, id, 'Is it really?')).status).toBe('FAILED');
    stage.model.behave({ does: 'answer', chunks: ['<script>alert(1)</script> as was said [9] and as is said [1]'] });
    await readMarkdown(alice, id, 'The lighthouse has 212 steps.');
    const lied = await answered(alice, id, 'How many steps has the lighthouse?');
    expect(lied.content).toBe('<script>alert(1)</script> as was said and as is said [1]');
    expect(lied.status).toBe('SENT');
  });

  function missing(client: ApiClient, { operationId, method, path, body }: OperationCase): Promise<Reply<unknown>> {
    return client.call(operationId, method, path({ chatId: 2 ** 50, messageId: 2 ** 50 }), { body });
  }
});

import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApi } from '../support/api-server.js';
import { answered, errorOf, ragChat } from '../support/reply-chats.js';

const MIB = 1024 * 1024;

describe('a server of a model that sends without end', () => {
  let model: Server;
  let api: ApiServer;
  let taken = 0;
  let more = '';
  let begin: (answer: ServerResponse) => string = () => '';
  beforeAll(async () => {
    model = createServer((request, answer) => {
      request.resume();
      answer.write(begin(answer));
      const flood = () => {
        while (!answer.destroyed && answer.write(more)) taken += more.length;
      };
      answer.on('drain', flood);
      flood();
    });
    await once(model.listen(0, '127.0.0.1'), 'listening');
    const LLM_BASE_URL = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
    api = await startApi({ LLM_BASE_URL, LLM_MODEL: 'm', LLM_TIMEOUT_SECONDS: '10' });
  });
  afterAll(async () => {
    model.closeAllConnections();
    model.close();
    await api.close();
  });

  it.each<[string, (answer: ServerResponse) => string, string]>([
    [
      'a line',
      (answer) => (answer.writeHead(200, { 'content-type': 'text/event-stream' }), 'data: {"x":"'),
      'model_rubbish',
    ],
    ['a page', (answer) => (answer.writeHead(200, { 'content-type': 'text/html' }), '<html>'), 'model_rubbish'],
    [
      'why not',
      (answer) => (answer.writeHead(400, { 'content-type': 'application/json' }), '{"error":"'),
      'model_refused',
    ],
    [
      'an event',
      (answer) => (answer.writeHead(200, { 'content-type': 'text/event-stream' }), 'data: {\n'),
      'model_rubbish',
    ],
  ])('%s is heard of only so far', async (what, beginning, code) => {
    [taken, begin, more] = [0, beginning, what === 'an event' ? 'data: x\n'.repeat(8_192) : 'x'.repeat(65_536)];
    const owner = api.user('owner');
    const { id } = await ragChat(owner);
    const reply = await answered(owner, id, 'Is it?');
    expect([reply.status, errorOf(reply).code]).toEqual(['FAILED', code]);
    // What the system holds on its way, too.
    expect(taken).toBeLessThan(16 * MIB);
  });
});

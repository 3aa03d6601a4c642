import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { settingSpecs } from '#libs/config';
import { type ApiServer, startApi } from '../support/api-server.js';
import { ExecutedPage } from '../support/executed-page.js';
import { ok } from '../support/expectations.js';
import { until } from '../support/until.js';

describe('the API at a glance', () => {
  let api: ApiServer;
  let page: ExecutedPage;
  beforeAll(async () => {
    api = await startApi();
    page = await ExecutedPage.read('docs/guides/api-at-a-glance.md');
  });
  afterAll(() => api.close());

  it('lists the nine operations of the document', () => {
    const rows = [...page.markdown.matchAll(/^\| `(\w+)` +\| `(\w+) ([^`]+)` +\|/gm)].map(
      ([, id, method, path]) => `${id} ${method} ${path}`,
    );
    const documented = Object.entries(api.contract.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
    );
    expect(rows.toSorted()).toEqual(documented.toSorted());
  });

  it('holds a client of ten lines that hears of what happens', async () => {
    const [snippet = ''] = page.code('js');
    const [alice, shown] = [api.user('alice'), new Map<number, number>()];
    const { id } = await ok(alice.createChat());
    const pull = async (chatId: number) => {
      const { last_seq } = await ok(alice.listMessages(chatId, { after_seq: shown.get(chatId) ?? 0 }));
      show(chatId, last_seq);
    };
    const show = (chatId: number, seq: number) => {
      shown.set(chatId, seq);
      known.set(chatId, seq);
    };
    const code = `${snippet.replace('ws://127.0.0.1:3000', api.url.replace('http', 'ws'))}; [socket, known]`;
    const around = { WebSocket, token: alice.token, pull, show };
    const [socket, known] = runInNewContext(code, around) as [WebSocket, Map<number, number>];
    await until(() => shown.has(id));
    for (const content of ['one', 'two', 'three']) await ok(alice.sendMessage(id, content));
    await until(() => shown.get(id) === 3);
    socket.close();
    expect([...shown.keys()]).toEqual([id]);
  });

  it('leaves nothing unexecuted', () => expect(page.unexecuted).toEqual([]));
});

describe('the page of settings', () => {
  it('lists every setting', async () => {
    const page = await ExecutedPage.read('docs/guides/configuration.md');
    const rows = page.markdown.split('\n').filter((line) => line.startsWith('| `'));
    const named: string[] = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? ''),
    );
    expect(named.toSorted()).toEqual(Object.keys(settingSpecs).toSorted());
  });
});

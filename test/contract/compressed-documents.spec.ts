import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { answerHead } from '../support/answer-head.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { exchange } from '../support/http-exchange.js';

const DECODED: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { br: brotliDecompressSync, gzip: gunzipSync };

describe('what describes the service', () => {
  let api: ApiServer;
  let files: string[];
  beforeAll(async () => {
    api = await startApi();
    const { text } = await exchange(api.url, '/docs');
    const ofThePage = [...text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file = '']) => file);
    const documents = ['openapi.json', 'openapi.yaml', 'asyncapi.json', 'postman.json', 'guides', 'guides/errors'];
    files = [...ofThePage, ...documents.map((name) => `/docs/${name}`)];
  });
  afterAll(() => api.close());

  const fetched = async (path: string, accepted?: string, known?: string) => {
    const headers = {
      ...(accepted !== undefined && { 'accept-encoding': accepted }),
      ...(known !== undefined && { 'if-none-match': known }),
    };
    const [answer] = (await once(get(`${api.url}${path}`, { headers }), 'response')) as [IncomingMessage];
    return { status: answer.statusCode, headers: answer.headers, bytes: await buffer(answer) };
  };

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, *', 'gzip'],
  ])('comes compressed to who accepts %s', async (accepted, encoding) => {
    expect(files.length).toBeGreaterThan(9);
    for (const file of files) {
      const plain = await fetched(file);
      const { status, headers, bytes } = await fetched(file, accepted);
      expect([file, status, headers['content-encoding'], headers.vary]).toEqual([
        file,
        200,
        encoding,
        'accept-encoding',
      ]);
      expect([file, DECODED[encoding]?.(bytes).equals(plain.bytes)]).toEqual([file, true]);
    }
  });

  it('is small: all of Swagger UI, with its document, in 600 kB', async () => {
    let sum = 0;
    for (const file of files.filter((name) => !name.includes('guides')).slice(0, -3))
      sum += (await fetched(file, 'gzip, br')).bytes.length;
    expect(sum).toBeLessThan(600_000);
  });

  it.each([undefined, '', 'identity', 'br;q=0, gzip;q=0', 'zstd', '*;q=0'])(
    'comes as it is to who accepts %p',
    async (accepted) => {
      for (const file of files) {
        const { status, headers } = await fetched(file, accepted);
        expect([file, status, headers['content-encoding']]).toEqual([file, 200, undefined]);
      }
    },
  );

  it('is 304 to who has it in the same encoding', async () => {
    for (const file of files) {
      const etag = (await fetched(file, 'br')).headers.etag;
      const again = (accepted: string) => fetched(file, accepted, etag);
      expect([file, (await again('br')).status, (await again('gzip')).status]).toEqual([file, 304, 200]);
    }
  });

  it('compresses nothing that is live', async () => {
    const alice = api.user('alice');
    const { chatId } = await startConversation(alice);
    for (const path of ['/chats', `/chats/${chatId}/messages`]) {
      const { status, headers } = await answerHead(alice, path, {
        accept: 'text/event-stream',
        'accept-encoding': 'br',
      });
      expect([path, status, headers['content-encoding']]).toEqual([path, 200, undefined]);
    }
  });
});

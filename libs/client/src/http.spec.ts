import { describe, expect, it } from '@jest/globals';
import { ClientError } from './client-error.js';
import { Http } from './http.js';

/** What answers, and what was asked for. */
function answering(...answers: Response[]) {
  const asked: unknown[] = [];
  const fetch = function (this: unknown, url: unknown) {
    asked.push([url, this]);
    return Promise.resolve(answers.shift() ?? Response.json({}));
  };
  return { fetch: fetch as typeof globalThis.fetch, asked };
}

const refusing = async (answer: Response): Promise<unknown> => {
  const http = new Http({ url: 'http://chat.example.com', token: () => 'token', ...answering(answer) });
  return http.request('GET', '/api/v1/chats').catch((error: unknown) => error);
};

describe('requests', () => {
  it.each(['http://chat.example.com', 'http://chat.example.com/'])('go to %s, by a fetch of nobody', async (url) => {
    const { fetch, asked } = answering();
    const http = new Http({ url, token: () => 'token', fetch });
    await http.request('GET', '/api/v1/chats', { query: { limit: 1 } });
    expect(asked).toEqual([['http://chat.example.com/api/v1/chats?limit=1', undefined]]);
    expect([http.url, http.timeoutMs]).toEqual(['http://chat.example.com', 15_000]);
  });

  it.each<[status: number, headers: Record<string, string>, ms: number | undefined]>([
    [503, { 'retry-after': '7' }, 7_000],
    [429, { 'retry-after': '86400' }, 300_000],
    [503, { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 0],
    [503, {}, undefined],
  ])('that are answered %i with %j say to wait %s ms', async (status, headers, ms) => {
    const error = await refusing(new Response('out of order', { status, headers }));
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ status, retryAfterMs: ms });
  });

  it('that are not answered say nothing of when to try again', async () => {
    const fetch = () => Promise.reject(new TypeError('no network'));
    const http = new Http({ url: 'http://chat.example.com', token: () => 'token', fetch });
    const error: unknown = await http.request('GET', '/api/v1/chats').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 0, retryAfterMs: undefined, cause: { message: 'no network' } });
  });
});

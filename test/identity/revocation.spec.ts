import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { issueToken } from '#libs/auth';
import { runAdmin } from '../support/admin.js';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { startConversation } from '../support/conversation.js';
import { CountedStatements } from '../support/counted-statements.js';
import { ok, refused } from '../support/expectations.js';
import { inSeconds, makeToken } from '../support/json-web-token.js';
import { LiveFeeds } from '../support/live-feeds.js';
import { testDatabaseUrl } from '../support/test-database.js';
import { until } from '../support/until.js';

const FOUND = [401, 'token_invalid'] as const;

describe('the tokens of a person that an operator revokes', () => {
  let servers: ApiServer[];
  let live: LiveFeeds[];
  beforeAll(async () => {
    servers = [await startApi(), await startApi()];
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
  });
  beforeEach(async () => (live = await Promise.all(servers.map(({ url }) => LiveFeeds.on(url)))));
  afterEach(() => {
    for (const feeds of live) feeds.close();
  });

  const revoke = async (userId: string) => {
    const end = await runAdmin(['revoke', userId], { DATABASE_URL: await testDatabaseUrl() });
    expect(end).toEqual({ code: 0, stdout: expect.stringContaining(`Tokens of ${userId} `), stderr: '' });
  };
  const freshToken = (subject: string) =>
    issueToken({ secret: SECRET, subject, isService: false, lifetimeSeconds: 3600 });
  const at = (nth: number, token: string) => servers[nth]!.user().withToken(token);

  it('are refused by every server at once, and nobody else’s are; one that is issued after that is taken', async () => {
    const [alice, bob] = [servers[0]!.user('alice'), servers[0]!.user('bob')];
    const old = [alice.token, makeToken({ sub: alice.userId }), makeToken({ sub: alice.userId, iat: 1e9 })];
    for (const nth of [0, 1]) for (const token of old) await ok(at(nth, token).listChats());
    await revoke(alice.userId);
    // Issued in that very moment.
    const next = freshToken(alice.userId);
    for (const nth of [0, 1]) {
      await until(async () => (await at(nth, alice.token).listChats()).status === 401);
      for (const token of old) {
        const problem = await refused(at(nth, token).listChats(), ...FOUND);
        expect(problem.detail).toBe('The access token was revoked.');
      }
      await ok(at(nth, next).listChats());
      await ok(at(nth, bob.token).listChats());
    }
    await revoke(alice.userId);
    await until(async () => (await at(1, next).listChats()).status === 401);
  });

  it('end their live connections with 4401, also at the other server, and nobody else’s', async () => {
    const alice = servers[0]!.user('alice');
    const service = servers[0]!.service();
    const { chatId } = await startConversation(alice);
    const ending = await Promise.all(
      live.flatMap((feeds, nth) => {
        const here = at(nth, alice.token);
        return [feeds.socket(here), feeds.ofUser(here), feeds.ofChat(here, chatId)];
      }),
    );
    const staying = await live[0]!.ofUser(service, `?user_id=${alice.userId}`);
    await revoke(alice.userId);
    for (const feed of ending) await feed.ended();
    for (const feed of ending) if ('code' in feed) expect(feed.code).toBe(4401);
    const next = servers[0]!.user().withToken(freshToken(alice.userId));
    await ok(next.sendMessage(chatId, 'with another token'));
    await staying.reached(chatId, 2);
    for (const feed of ending) expect(feed.changes().filter(({ seq }) => seq > 1)).toEqual([]);
  });

  it('end their long polls with 401', async () => {
    const [alice, bob] = [servers[1]!.user('alice'), servers[1]!.user('bob')];
    const poll = async (user: typeof alice) => {
      const { chatId } = await startConversation(user);
      const { last_seq } = await ok(user.getChat(chatId));
      const answer = user.listMessages(chatId, { after_seq: last_seq }, { headers: { prefer: 'wait=30' } });
      return { chatId, answer };
    };
    const [hers, his] = [await poll(alice), await poll(bob)];
    await revoke(alice.userId);
    const first = await Promise.race([hers.answer.then(() => 'hers'), his.answer.then(() => 'his')]);
    expect(first).toBe('hers');
    await refused(hers.answer, ...FOUND);
    await ok(bob.sendMessage(his.chatId, 'and his goes on'));
    expect((await ok(his.answer)).data).toHaveLength(1);
  });

  it('are refused after a restart, too', async () => {
    const alice = servers[0]!.user('alice');
    await revoke(alice.userId);
    const restarted = await startApi();
    try {
      await refused(restarted.user().withToken(alice.token).listChats(), ...FOUND);
    } finally {
      await restarted.close();
    }
  });

  it('are refused within 15 s by a server that the bus does not reach', async () => {
    const deaf = await startApi({ BUS_CHANNEL: 'nobody_listens' });
    try {
      const client = deaf.user('alice');
      await ok(client.listChats());
      await revoke(client.userId);
      await until(async () => (await client.listChats()).status === 401);
    } finally {
      await deaf.close();
    }
  }, 40_000);

  it('cost a request no statement', async () => {
    const alice = servers[0]!.user('alice');
    const statements = new CountedStatements();
    try {
      for (let jti = 0; jti < 20; jti++) {
        const token = makeToken({ sub: alice.userId, jti, iat: inSeconds(0) });
        for (let times = 0; times < 2; times++) await ok(at(0, token).listChats());
      }
    } finally {
      statements.stop();
    }
    // Each server reads the new ones once in 15 s.
    expect(statements.texts.filter((text) => text.includes('token_revocation')).length).toBeLessThan(10);
  });
});

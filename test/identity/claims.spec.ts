import { afterEach, describe, expect, it } from '@jest/globals';
import { issueToken } from '#libs/auth';
import { RevocationService } from '#libs/identity';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { ok, refused } from '../support/expectations.js';
import { inSeconds, makeToken } from '../support/json-web-token.js';
import { until } from '../support/until.js';

let started: ApiServer | undefined;
afterEach(async () => {
  await started?.close();
  started = undefined;
});

const start = async (settings: Record<string, string> = {}): Promise<ApiServer> => (started = await startApi(settings));

describe('secrets in rotation', () => {
  const [older, oldest] = ['an-older-secret-of-at-least-32-bytes', 'the-oldest-secret-of-at-least-32-bytes'];

  it('are all accepted, and no others', async () => {
    const api = await start({ JWT_OLD_SECRETS: JSON.stringify([older, oldest]) });
    const { userId } = api.user();
    for (const secret of [SECRET, older, oldest])
      await ok(
        api
          .user()
          .withToken(makeToken({ sub: userId }, { secret }))
          .listChats(),
      );
    for (const secret of ['some-other-secret-of-at-least-32-bytes', '', JSON.stringify([older, oldest])])
      await refused(
        api
          .user()
          .withToken(makeToken({ sub: userId }, { secret }))
          .listChats(),
        401,
        'token_invalid',
      );
  });

  it('of which an old one says that a token has expired when it has', async () => {
    const api = await start({ JWT_OLD_SECRETS: JSON.stringify([older]), JWT_LEEWAY_SECONDS: '0' });
    const token = makeToken({ sub: 'alice', exp: 1 }, { secret: older });
    await refused(api.user().withToken(token).listChats(), 401, 'token_expired');
  });

  it('are none without the setting', async () => {
    const api = await start();
    await refused(
      api
        .user()
        .withToken(makeToken({ sub: 'alice' }, { secret: older }))
        .listChats(),
      401,
      'token_invalid',
    );
  });
});

describe('a scope that is a list', () => {
  it.each<[unknown, boolean]>([
    [['chat:service'], true],
    [['openid', 'chat:service'], true],
    [['openid chat:service'], false],
    [['CHAT:SERVICE'], false],
    [[['chat:service']], false],
    [[], false],
    [{ 'chat:service': true }, false],
    [1, false],
    [null, false],
  ])('as %j makes a service: %s', async (scope, isService) => {
    const api = await start();
    const reply = api
      .user()
      .withToken(makeToken({ sub: 'bot', scope }))
      .listChats({ user_id: api.user().userId });
    if (isService) await ok(reply);
    else await refused(reply, 400, 'user_id_mismatch');
  });
});

describe('a time of issue', () => {
  it('with any value lets the token be revoked', async () => {
    const api = await start();
    const { userId } = api.user();
    const times = [inSeconds(7_200), Date.now(), 1e300, -1, null];
    const clients = times.map((iat) => api.user().withToken(makeToken({ sub: userId, iat, exp: inSeconds(36_000) })));
    for (const client of clients.slice(0, 4)) await ok(client.listChats());
    await api.app.get(RevocationService, { strict: false }).revoke(userId);
    for (const client of clients) await until(async () => (await client.listChats()).status === 401);
    const next = makeToken({ sub: userId, iat: inSeconds(0) });
    await ok(api.user().withToken(next).listChats());
  });

  it('by a clock that is ahead, within the leeway, counts', async () => {
    const api = await start({ JWT_LEEWAY_SECONDS: '60' });
    const { userId } = api.user();
    await api.app.get(RevocationService, { strict: false }).revoke(userId);
    await ok(
      api
        .user()
        .withToken(makeToken({ sub: userId, iat: inSeconds(40) }))
        .listChats(),
    );
  });
});

describe('another claim for the user', () => {
  const NAMESPACED = 'https://chat.example/user_id';

  it.each(['email', NAMESPACED])('%s is who calls', async (JWT_USER_CLAIM) => {
    const api = await start({ JWT_USER_CLAIM });
    const { userId } = api.user();
    const claims = { sub: 'auth0|1', [JWT_USER_CLAIM]: userId };
    expect((await ok(api.user().withToken(makeToken(claims)).createChat())).user_id).toBe(userId);
  });

  it('is needed then, and nothing that every object has', async () => {
    const api = await start({ JWT_USER_CLAIM: 'constructor' });
    for (const claims of [{}, { sub: 'alice' }, { constructor: 1 }])
      await refused(api.user().withToken(makeToken(claims)).listChats(), 401, 'token_invalid');
  });

  it('may be left out by a service, which is known by its sub, and is in the tokens of the house', async () => {
    const api = await start({ JWT_USER_CLAIM: 'email' });
    const { userId } = api.user();
    const service = api.user().withToken(makeToken({ sub: 'shop', scope: 'chat:service' }));
    await ok(service.createChat({ user_id: userId }));
    const token = issueToken({
      secret: SECRET,
      subject: userId,
      isService: false,
      lifetimeSeconds: 60,
      userClaim: 'email',
    });
    expect((await ok(api.user().withToken(token).listChats())).data).toHaveLength(1);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { issueToken } from '#libs/auth';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { chromiumPath, forget, type Misdeeds, startProfile, watch } from '../support/browser.js';
import { makeToken } from '../support/json-web-token.js';
import { ok } from '../support/expectations.js';
import { SwaggerUi } from '../support/swagger-ui.js';
import { until } from '../support/until.js';
import { ownDatabaseUrl } from '../support/test-database.js';

// A browser among busy processes is slow.
jest.setTimeout(90_000);

if (chromiumPath === undefined) console.warn('there is no chromium at CHROMIUM_PATH: Swagger UI is not tested');

describe('Swagger UI', () => {
  if (chromiumPath === undefined) {
    it('is not tested: there is no chromium at CHROMIUM_PATH', () => expect(chromiumPath).toBeUndefined());
    return;
  }

  let profile: BrowserContext;
  let api: ApiServer;
  let page: Page;
  let misdeeds: Misdeeds;
  beforeAll(async () => {
    profile = await startProfile();
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(async () => {
    await profile.close();
    await api.close();
  });
  beforeEach(async () => {
    page = await profile.newPage();
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await forget(page, api.url);
    page.setDefaultTimeout(25_000);
    misdeeds = watch(page, api.url);
  });
  afterEach(() => page.close());

  /** What others, and the demo user, have done before somebody opens the page. */
  const usedForAWhile = async () => {
    const [alice, bob] = [api.user('alice'), api.user('bob')];
    for (let times = 0; times < 3; times++) {
      const { id } = await ok(alice.createChat({ chat_type: 'GROUP', participants: [bob.userId, 'demo'] }));
      await ok(alice.sendMessage(id, 'Hello'));
      await ok(bob.sendMessage((await ok(bob.createChat())).id, 'A note'));
    }
    const demo = alice.withToken(makeToken({ sub: 'demo' }));
    const { id } = await ok(demo.createChat({ session_id: 'notes' }));
    await ok(demo.updateChatStatus(id, { status: 'ARCHIVED' }));
    const notice = await ok(api.service().createChat({ chat_type: 'SYSTEM', user_id: 'demo' }));
    await ok(api.service().sendMessage(notice.id, 'A notice'));
  };

  it('works as it is proposed, every operation, in any order, where others were before', async () => {
    await usedForAWhile();
    const ui = await SwaggerUi.open(page, api.url);
    expect(await ui.session.innerText()).toBe('Not authorized');
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    const inOrder = await page.evaluate<string[]>(
      '[...document.querySelectorAll(".opblock")].map(({ id }) => id.split("-").at(-1))',
    );
    expect(inOrder).toHaveLength(9);
    const answered: Record<string, unknown> = {};
    for (const operationId of [...inOrder, ...inOrder.toReversed(), ...inOrder]) {
      const { status, body } = await ui.execute(operationId);
      expect([operationId, status, body]).toEqual([operationId, 200, body]);
      answered[operationId] = body;
    }
    const sent = answered['sendMessage'] as { id: number; chat_id: number };
    expect(answered).toMatchObject({
      createChat: { user_id: 'demo' },
      updateChatStatus: { user_id: 'demo', status: 'ARCHIVED' },
      sendMessage: { sender_id: 'demo' },
      listMessages: { data: expect.arrayContaining([expect.objectContaining({ id: sent.id })]) },
      addReaction: { id: sent.id, reactions: { '👍': { count: 1, user_ids: ['demo'] } } },
      removeReaction: { id: sent.id, reactions: {} },
    });
    expect(misdeeds).toEqual({ errors: [], foreignRequests: [] });
  });

  it('proposes what was answered last, and leaves alone what the reader has written', async () => {
    const ui = await SwaggerUi.open(page, api.url);
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    const created = (await ui.execute('createChat', { 'Idempotency-Key': '' })).body as { id: number };
    expect((await ui.execute('getChat')).body).toMatchObject({ id: created.id });
    const own = await ui.execute('getChat', { chat_id: '9007199254740991' });
    expect(own.status).toBe(404);
    await ui.execute('sendMessage');
    expect((await ui.execute('getChat')).status).toBe(404);
  });

  it('says under a wrong id which there are, and fills one in', async () => {
    const ui = await SwaggerUi.open(page, api.url);
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    await ui.execute('listMessages', { chat_id: '9007199254740991' });
    const operation = page.locator('.opblock[id$="-listMessages"]');
    await operation.locator('.opblock-summary-control').click();
    const hint = operation.locator('.docs-wrong-id');
    await hint.filter({ hasText: /There is no chat of this id for demo; there are \d+/ }).waitFor();
    await operation.locator('.docs-wrong-id button').click();
    await operation.locator('.opblock-summary-control').click();
    expect((await ui.execute('listMessages')).status).toBe(200);
  });

  it.each([
    [1280, 720],
    [390, 844],
  ])(
    'shows the first operation on the first screen of %i by %i, and refusals when they are wanted',
    async (width, height) => {
      await page.setViewportSize({ width, height });
      const ui = await SwaggerUi.open(page, api.url);
      const { y = height } = (await page.locator('.opblock').first().boundingBox()) ?? {};
      expect(y).toBeLessThan(height - 40);
      const operation = await ui.unfold('sendMessage');
      await until(async () => (await operation.locator('.response.docs-folded').count()) === 5);
      await operation.locator('.response[data-code="404"] button').click();
      await operation.getByText('It does not exist, or is not yours').waitFor();
    },
  );

  it('takes a pasted token, says whose it is, and keeps it over a reload', async () => {
    const alice = api.user('alice');
    const { id } = await ok(alice.createChat({ title: 'Hers' }));
    const ui = await SwaggerUi.open(page, api.url);
    await ui.paste(issueToken({ secret: SECRET, subject: alice.userId, isService: false, lifetimeSeconds: 3600 }));
    await ui.authorizedAs(alice.userId);
    await ui.reload();
    await ui.authorizedAs(alice.userId);
    expect(await ui.execute('getChat', { chat_id: String(id) })).toMatchObject({
      status: 200,
      body: { title: 'Hers' },
    });
    expect(misdeeds).toEqual({ errors: [], foreignRequests: [] });
  });

  it('keeps a token of the demo user over a reload, and replaces one that has expired', async () => {
    const ui = await SwaggerUi.open(page, api.url);
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    await ui.reload();
    await ui.authorizedAs('demo');
    // Playwright's clock would stay like this for the tests that follow: they share the profile.
    await page.addInitScript('globalThis.realNow = Date.now; Date.now = () => realNow() + 9 * 3600 * 1000');
    await ui.reload();
    expect(await ui.session.innerText()).toBe('The token of demo has expired');
    expect(await ui.demoUser.innerText()).toBe('Try it as demo user');
    await page.evaluate('Date.now = realNow');
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    expect(misdeeds).toEqual({ errors: [], foreignRequests: [] });
  });

  it('makes nobody the demo user who has not opened the link, and keeps what was in it', async () => {
    const stranger = await SwaggerUi.open(page, api.url, '');
    await page.getByText('Open the link that the service printed at its start to be the demo user').waitFor();
    expect(await stranger.demoUser.count()).toBe(0);
    const old = await SwaggerUi.open(page, api.url, '#demo=of-another-secret-01234');
    await old.demoUser.click();
    await page.getByRole('alert').filter({ hasText: 'Open the link that the service printed at its start' }).waitFor();
    const ui = await SwaggerUi.open(page, api.url);
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    expect(page.url()).toBe(`${api.url}/docs`);
    const again = await SwaggerUi.open(page, api.url, '');
    expect(await again.demoUser.innerText()).toBe('New demo token');
  });

  it('shows the code of a problem', async () => {
    const ui = await SwaggerUi.open(page, api.url);
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    const nowhere = await ui.execute('getChat', { chat_id: '9007199254740991' });
    expect(nowhere).toMatchObject({ status: 404, body: { status: 404, code: 'chat_not_found' } });
    // Chromium itself writes such a line for every answer that is 400 or more.
    expect(misdeeds).toEqual({ errors: [expect.stringContaining('404 (Not Found)')], foreignRequests: [] });
  });

  it('needs no scrolling sideways on a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const ui = await SwaggerUi.open(page, api.url);
    const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect(await overflow()).toBe(0);
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    await ui.execute('listChats');
    for (const operationId of ['listMessages', 'sendMessage', 'removeReaction']) await ui.unfold(operationId);
    await page.locator('.models-control').click();
    await page.locator('.model-container').first().waitFor();
    expect(await overflow()).toBe(0);
  });

  it('has no button for a demo user in production', async () => {
    const production = await startApi({ NODE_ENV: 'production' });
    try {
      const seen = watch(page, production.url);
      const ui = await SwaggerUi.open(page, production.url, '');
      expect([await ui.session.innerText(), await ui.demoUser.count()]).toEqual(['Not authorized', 0]);
      expect(seen).toEqual({ errors: [], foreignRequests: [] });
    } finally {
      await production.close();
    }
  });
});

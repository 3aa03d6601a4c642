import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { issueToken } from '#libs/auth';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { chromiumPath, type Misdeeds, startBrowser, watch } from '../support/browser.js';
import { ok } from '../support/expectations.js';
import { SwaggerUi } from '../support/swagger-ui.js';
import { ownDatabaseUrl } from '../support/test-database.js';

// A browser among busy processes is slow.
jest.setTimeout(90_000);

if (chromiumPath === undefined) console.warn('there is no chromium at CHROMIUM_PATH: Swagger UI is not tested');

describe('Swagger UI', () => {
  if (chromiumPath === undefined) {
    it('is not tested: there is no chromium at CHROMIUM_PATH', () => expect(chromiumPath).toBeUndefined());
    return;
  }

  let browser: Browser;
  let api: ApiServer;
  let context: BrowserContext;
  let page: Page;
  let misdeeds: Misdeeds;
  beforeAll(async () => {
    browser = await startBrowser();
    api = await startApi({ DATABASE_URL: await ownDatabaseUrl() });
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(25_000);
    misdeeds = watch(page, api.url);
  });
  afterEach(() => context.close());

  it('authorizes with one click, and every operation works as it is proposed', async () => {
    const ui = await SwaggerUi.open(page, api.url);
    expect(await ui.session.innerText()).toBe('Not authorized');
    await ui.demoUser.click();
    await ui.authorizedAs('demo');
    expect(await page.locator('.opblock').count()).toBe(9);
    const chat = { id: 1, user_id: 'demo' };
    const message = { id: 1, chat_id: 1, sender_id: 'demo' };
    const liked = { ...message, reactions: { '👍': { count: 1, user_ids: ['demo'] } } };
    for (const [operationId, body] of [
      ['createChat', chat],
      ['sendMessage', message],
      ['listMessages', { data: [message], has_more: false }],
      ['updateMessageStatus', { ...message, status: 'READ' }],
      ['addReaction', liked],
      ['removeReaction', { ...message, reactions: {} }],
      ['getChat', chat],
      ['listChats', { data: [{ ...chat, last_message: { id: 1 } }] }],
      ['updateChatStatus', { ...chat, status: 'ARCHIVED' }],
    ] as const)
      expect([operationId, await ui.execute(operationId)]).toMatchObject([operationId, { status: 200, body }]);
    expect(misdeeds).toEqual({ errors: [], foreignRequests: [] });
  });

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
    await ui.page.clock.setFixedTime(Date.now() + 9 * 3600 * 1000);
    await ui.reload();
    expect(await ui.session.innerText()).toBe('The token of demo has expired');
    expect(await ui.demoUser.innerText()).toBe('Try it as demo user');
    await ui.page.clock.setFixedTime(Date.now());
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

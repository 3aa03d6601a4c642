import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildChatPage } from '../web/chat-page.js';
import { accessibilityViolations } from '../support/accessibility.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { chromiumPath, startBrowser, watch } from '../support/browser.js';
import { exchange } from '../support/http-exchange.js';
import { until } from '../support/until.js';

// A browser among busy processes is slow.
jest.setTimeout(90_000);

if (chromiumPath === undefined)
  console.warn('there is no chromium at CHROMIUM_PATH: the guides are not tested in a browser');

describe('the guides in a browser', () => {
  if (chromiumPath === undefined) {
    it('is not tested: there is no chromium at CHROMIUM_PATH', () => expect(chromiumPath).toBeUndefined());
    return;
  }
  let api: ApiServer;
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  beforeAll(async () => {
    await buildChatPage();
    api = await startApi();
    browser = await startBrowser();
    // The first request has all pages rendered: too long for an answer on a machine that is very busy.
    await until(async () => (await fetch(`${api.url}/docs/guides`)).ok);
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  const open = async (path: string, options: object = {}) => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const misdeeds = watch(page, api.url);
    await page.goto(`${api.url}${path}`);
    return { page, misdeeds };
  };
  const searchFor = async (page: Page, text: string) => {
    await page.getByRole('searchbox', { name: 'Search the guides' }).fill(text);
    await page
      .locator('.hits output')
      .filter({ hasText: /section|Nothing/ })
      .waitFor();
  };

  it('copy a command as it stands there when its button is clicked', async () => {
    const { page, misdeeds } = await open('/docs/guides/first-conversation', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const button = page.locator('.copy').first();
    await button.click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toBe(
      await page.evaluate<string>('document.querySelector("pre:has(+ .copy)").textContent.trimEnd()'),
    );
    expect(copied).toContain(`API=${api.url}/api/v1`);
    await page.getByRole('button', { name: 'Copied' }).waitFor({ state: 'detached' });
    expect(misdeeds).toEqual({ errors: [], foreignRequests: [] });
  });

  it('say so where copying is not allowed', async () => {
    const { page } = await open('/docs/guides/first-conversation');
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("no"))');
    await page.locator('.copy').first().click();
    await page.getByRole('button', { name: 'Not allowed' }).waitFor();
  });

  it('are searched with the keyboard, from any page, to the section that says it', async () => {
    const { page, misdeeds } = await open('/docs/guides/tokens');
    await page.keyboard.press('/');
    await page.keyboard.type('idempotency_key_reused');
    await page.locator('.hits a').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/docs\/guides\/[\w-]+#/);
    expect(await page.locator('main').innerText()).toContain('idempotency_key_reused');
    const id = new URL(page.url()).hash.slice(1);
    expect(await page.locator(`[id="${id}"]`).count()).toBe(1);
    // A word that is half written, and one with a slip in it.
    await searchFor(page, 'webho');
    expect(await page.locator('.hits b').first().innerText()).toMatch(/webhook/i);
    await searchFor(page, 'reciepts');
    expect((await page.locator('.hits b').allInnerTexts()).join()).toMatch(/receipts/i);
    await searchFor(page, 'qqqqqqqq');
    await page.getByText('Nothing was found.').waitFor();
    await page.keyboard.press('Escape');
    await until(async () => !(await page.locator('.hits').isVisible()));
    expect(misdeeds).toEqual({ errors: [], foreignRequests: [] });
  });

  it('are searched below a path that a proxy removes', async () => {
    const headers = { 'x-forwarded-prefix': '/chat' };
    const { text } = await exchange(api.url, '/docs/guides', { headers });
    // The scripts ask beside themselves.
    expect(text).toContain('src="/chat/docs/guides/guides.js"');
    const { text: script } = await exchange(api.url, '/docs/guides/search.js');
    expect(script).not.toMatch(/["'`]\/docs/);
  });

  it('have colours for code, which says the same', async () => {
    const { page } = await open('/docs/guides/documents-and-replies');
    expect(await page.locator('pre .hljs-string').count()).toBeGreaterThan(5);
    expect(await page.locator('pre [style]').count()).toBe(0);
  });

  it('lead to the page at / and back', async () => {
    const { page } = await open('/docs/guides');
    await page
      .getByRole('navigation', { name: 'Documentation' })
      .getByRole('link', { name: 'Chat', exact: true })
      .click();
    await page.getByRole('heading', { name: 'Chat System' }).waitFor();
    await page.getByRole('link', { name: 'Guides' }).click();
    await page.getByRole('heading', { name: 'Guides' }).waitFor();
    await page.getByRole('link', { name: 'API reference' }).click();
    await page.getByRole('navigation', { name: 'Documents' }).getByRole('link', { name: 'Chat' }).waitFor();
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 320, height: 640 } }],
  ])('keep nobody out: %s', async (_name, options) => {
    for (const path of ['/docs/guides', '/docs/guides/documents-and-replies', '/docs/guides/configuration']) {
      const { page } = await open(path, options);
      await searchFor(page, 'token');
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  });
});

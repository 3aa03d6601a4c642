import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoCode } from '../../apps/api/src/demo/demo-code.js';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, SECRET, startApi } from '../support/api-server.js';
import { chromiumPath, type Misdeeds, startBrowser, watch } from '../support/browser.js';
import { tokenOf } from '../support/live-client.js';
import { ownDatabaseUrl } from '../support/test-database.js';

// A browser among busy processes is slow.
jest.setTimeout(90_000);

if (chromiumPath === undefined)
  console.warn('there is no chromium at CHROMIUM_PATH: the page at / is not tested in a browser');

/** What `npm start` does before it starts. */
export async function buildChatPage(): Promise<void> {
  await promisify(execFile)(process.execPath, ['tools/web.mjs']);
}

/** Draws a picture as large as a photograph, in the page, and gives it as PNG. */
export const DRAWING = `(() => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1600, 1000];
  const context = canvas.getContext('2d');
  for (let nth = 0; nth < 4000; nth++) {
    context.fillStyle = 'hsl(' + (nth % 360) + ' 70% 60%)';
    context.fillRect((nth * 97) % 1600, (nth * 61) % 1000, 24, 24);
  }
  return canvas.toDataURL('image/png').split(',')[1];
})()`;

/** The page at `/`, in a window of somebody's own. */
export class ChatPage {
  static async open(browser: Browser, { url }: ApiServer, options: object = {}): Promise<ChatPage> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const misdeeds = watch(page, new URL(url).origin);
    await page.goto(`${url}/#demo=${demoCode(SECRET)}`);
    return new ChatPage(context, page, misdeeds);
  }

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly misdeeds: Misdeeds,
  ) {}

  async signIn(userId: string): Promise<void> {
    await this.page.getByLabel('Access token').fill(tokenOf(userId));
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('heading', { name: 'Chats' }).waitFor();
  }

  chat(name: RegExp | string) {
    return this.page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name });
  }

  /** A message in the chat that is open, by its words. */
  message(text: string) {
    return this.page.getByRole('log', { name: 'Messages' }).locator('article').filter({ hasText: text });
  }

  async write(text: string): Promise<void> {
    await this.page.getByLabel('Message', { exact: true }).fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a message of the user has come so far, e.g. `Read`. */
  async reached(text: string, status: string | RegExp): Promise<void> {
    await this.message(text).locator('.receipt').filter({ hasText: status }).waitFor();
  }

  /** Drops a document onto the chat that is open. */
  async drop(name: string, type: string, content: string): Promise<void> {
    const file = [[content], name, { type }].map((part) => JSON.stringify(part)).join(', ');
    const data = await this.page.evaluateHandle(
      `(() => { const data = new DataTransfer(); data.items.add(new File(${file})); return data; })()`,
    );
    await this.page.dispatchEvent('main.chat', 'dragover', { dataTransfer: data });
    await this.page.dispatchEvent('main.chat', 'drop', { dataTransfer: data });
  }
}

/** The application with its page at `/`, one browser, and the windows of a test. */
export class PageStage {
  windows: ChatPage[] = [];
  private browser: Promise<Browser> | undefined;

  static async start(): Promise<PageStage> {
    await buildChatPage();
    return new PageStage(await startApi({ DATABASE_URL: await ownDatabaseUrl() }));
  }

  private constructor(readonly api: ApiServer) {}

  /** A window of the page; in which this user is signed in, if one is given. */
  async open(user?: ApiClient, options: object = {}): Promise<ChatPage> {
    this.browser ??= startBrowser();
    const window = await ChatPage.open(await this.browser, this.api, options);
    this.windows.push(window);
    if (user !== undefined) await window.signIn(user.userId);
    return window;
  }

  expectNoMisdeeds(): void {
    expect(this.windows.map(({ misdeeds }) => misdeeds.errors)).toEqual(this.windows.map(() => []));
  }

  /** After each test. */
  async closeWindows(): Promise<void> {
    await Promise.all(this.windows.map(({ context }) => context.close()));
    this.windows = [];
  }

  async close(): Promise<void> {
    await (await this.browser)?.close();
    await this.api.close();
  }
}

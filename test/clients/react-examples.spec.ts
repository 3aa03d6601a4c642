import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessibilityViolations } from '../support/accessibility.js';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { chromiumPath, startBrowser } from '../support/browser.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { GatedModel } from '../reply/gated-model.js';
import { tokenOf } from '../support/live-client.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { ownDatabaseUrl } from '../support/test-database.js';
import { type BundledPage, bundledPage } from './bundled-page.js';

// A browser among busy processes is slow.
jest.setTimeout(90_000);

if (chromiumPath === undefined)
  console.warn('there is no chromium at CHROMIUM_PATH: the React examples are not tested');

describe('the React examples of the client library, in another origin and under StrictMode', () => {
  if (chromiumPath === undefined) {
    it('are not tested: there is no chromium at CHROMIUM_PATH', () => expect(chromiumPath).toBeUndefined());
    return;
  }

  let browser: Browser;
  let api: ApiServer;
  let network: TcpProxy;
  let model: GatedModel;
  let site: BundledPage;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];
  let alice: ApiClient;
  let bob: ApiClient;
  beforeAll(async () => {
    model = await GatedModel.start();
    [browser, api, site] = await Promise.all([
      startBrowser(),
      startApi({ DATABASE_URL: await ownDatabaseUrl(), LLM_BASE_URL: model.url, LLM_MODEL: 'm' }),
      bundledPage('libs/client/examples/main.tsx'),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await api.close();
    await model.close();
  });
  beforeEach(async () => {
    network = await TcpProxy.before(api.url);
    context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(25_000);
    errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) errors.push(message.text());
    });
    [alice, bob] = [api.user('alice'), api.user('bob')];
  });
  afterEach(async () => {
    await context.close();
    await network.close();
  });

  const open = (example: string, more: Record<string, string> = {}) =>
    page.goto(
      `${site.url}?${new URLSearchParams({ example, url: network.url, userId: alice.userId, token: tokenOf(alice.userId), ...more }).toString()}`,
    );
  const shows = (text: string) => page.getByText(text).first().waitFor();

  it('is in the README as it is run', async () => {
    const [readme, source] = await Promise.all(
      ['libs/client/README.md', 'libs/client/examples/react-chat.tsx'].map((file) => readFile(file, 'utf8')),
    );
    expect(readme).toContain(`\`\`\`tsx\n${source}\`\`\``);
  });

  it('is a chat that works: a live list with unread counts, messages with receipts, typing', async () => {
    const { id } = await groupOf(bob, alice);
    await ok(bob.sendMessage(id, 'Lunch?'));
    await open('react');
    await page.getByRole('button', { name: 'Lunch? (1)' }).click();
    await shows('Lunch? (READ)');
    await page.getByRole('button', { name: 'Lunch? (0)' }).waitFor();
    await page.getByLabel('Message').fill('At noon.');
    await page.getByLabel('Message').press('Enter');
    await shows('At noon. (SENT)');
    const { data } = await ok(bob.listMessages(id));
    await ok(bob.updateMessageStatus(data.at(-1)!.id, { status: 'READ' }));
    await shows('At noon. (READ)');
    await page.getByRole('button', { name: 'New chat' }).click();
    await page.getByRole('button', { name: 'Chat (0)' }).waitFor();
    // The example has no heading.
    expect((await accessibilityViolations(page)).filter((text) => !text.startsWith('page-has-heading-one'))).toEqual(
      [],
    );
    expect(errors).toEqual([]);
  });

  it('has one connection, although StrictMode mounts everything twice', async () => {
    const sockets: boolean[] = [];
    page.on('websocket', (socket) => {
      const nth = sockets.push(true) - 1;
      socket.on('close', () => (sockets[nth] = false));
    });
    const { id } = await groupOf(bob, alice);
    await open('react');
    await page.getByRole('button', { name: 'Chat (0)' }).click();
    await ok(bob.sendMessage(id, 'There?'));
    await shows('There? (READ)');
    expect(sockets.filter(Boolean)).toEqual([true]);
    expect(errors.filter((text) => !text.includes('WebSocket is closed before'))).toEqual([]);
  });

  it('shows what is written without a network, and sends it later', async () => {
    const { id } = await groupOf(alice, bob);
    await open('react');
    await page.getByRole('button', { name: 'Chat (0)' }).click();
    network.be('down');
    await page.getByLabel('Message').fill('From the tunnel.');
    await page.getByLabel('Message').press('Enter');
    await shows('From the tunnel. (SENDING)');
    network.be('up');
    await shows('From the tunnel. (SENT)');
    expect((await ok(bob.listMessages(id))).data).toHaveLength(1);
  });

  const desk = async () => {
    const { id } = await ok(alice.createChat({ rag_enabled: true }));
    const file = {
      message_type: 'FILE',
      content: 'Refunds take five working days.',
      message_metadata: { media_type: 'text/plain', filename: 'refunds.txt' },
    };
    await ok(alice.sendMessage(id, file, { headers: { prefer: 'wait=20' } }));
    return id;
  };

  it('is an AI SDK chat, with text and sources', async () => {
    const id = await desk();
    await open('ai-sdk', { chat: String(id) });
    await page.getByLabel('Question').fill('How long do refunds take?');
    await page.getByLabel('Question').press('Enter');
    const answer = await model.nextAnswer();
    answer.say('Five working ');
    await shows('Five working');
    answer.say('days [1].');
    answer.end();
    await shows('Five working days [1]. (refunds.txt)');
    await page.getByText('ready', { exact: true }).waitFor();
    await page.reload();
    await shows('user: How long do refunds take?');
    await shows('Five working days [1]. (refunds.txt)');
    expect((await ok(alice.listMessages(id))).data).toHaveLength(3);
    expect(errors).toEqual([]);
  });

  it('goes on with a reply after a reload, stops it, and has it written again', async () => {
    const id = await desk();
    await open('ai-sdk', { chat: String(id) });
    await page.getByLabel('Question').fill('How long do refunds take?');
    await page.getByLabel('Question').press('Enter');
    const answer = await model.nextAnswer();
    answer.say('As long as ');
    await shows('As long as');
    await page.reload();
    await shows('As long as');
    answer.say('it takes ');
    await shows('As long as it takes');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('ready', { exact: true }).waitFor();
    expect((await ok(alice.listMessages(id))).data.at(-1)).toMatchObject({
      status: 'FAILED',
      content: expect.stringMatching(/^As long as it takes/),
    });
    await page.getByRole('button', { name: 'Again' }).click();
    const again = await model.nextAnswer();
    again.say('Five working days.');
    again.end();
    await shows('assistant: Five working days.');
    expect((await ok(alice.listMessages(id))).data).toHaveLength(3);
    expect(errors).toEqual([]);
  });
});

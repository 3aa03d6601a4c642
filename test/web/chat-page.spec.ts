import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { accessibilityViolations } from '../support/accessibility.js';
import type { ApiClient } from '../support/api-client.js';
import { type ApiServer, startApi } from '../support/api-server.js';
import { chromiumPath } from '../support/browser.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { until } from '../support/until.js';
import { PageStage } from './chat-page.js';

describe('the page at /', () => {
  let stage: PageStage;
  let api: ApiServer;
  beforeAll(async () => {
    stage = await PageStage.start();
    ({ api } = stage);
  });
  afterEach(() => stage.closeWindows());
  afterAll(() => stage.close());

  it('is small, is kept by its content, and has the headers of everything else', async () => {
    const page = await fetch(`${api.url}/`);
    const html = await page.text();
    expect(page.headers.get('cache-control')).toBe('private, no-cache');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/);
    let compressed = gzipSync(html).length;
    for (const [, file] of html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)) {
      const asset = await fetch(`${api.url}/${file}`, { headers: { 'accept-encoding': 'gzip' } });
      expect([asset.status, asset.headers.get('cache-control'), asset.headers.get('content-encoding')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
        'gzip',
      ]);
      compressed += gzipSync(Buffer.from(await asset.arrayBuffer())).length;
    }
    expect(compressed).toBeLessThan(150_000);
  });

  it('is not there in production, unless it is set', async () => {
    for (const [CHAT_PAGE, status] of [
      ['', 404],
      ['on', 200],
    ] as const) {
      const production = await startApi({ NODE_ENV: 'production', ...(CHAT_PAGE && { CHAT_PAGE }) });
      const page = await fetch(`${production.url}/`);
      expect([page.status, (await page.text()).includes('data-demo')]).toEqual([status, false]);
      await production.close();
    }
  });

  it('is told which claim of a token holds the user id', async () => {
    const elsewhere = await startApi({ JWT_USER_CLAIM: 'https://example.com/"id"' });
    const html = await (await fetch(`${elsewhere.url}/`)).text();
    expect(html).toContain('data-user-claim="https://example.com/&quot;id&quot;"');
    await elsewhere.close();
  });

  if (chromiumPath === undefined) return;
  let alice: ApiClient;
  let bob: ApiClient;

  const open = (options?: object) => stage.open(undefined, options);
  /** Alice and Bob in a group, each with a window; Bob looks at another one. */
  const two = async () => {
    [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await ok(alice.createChat({ chat_type: 'GROUP', title: 'Trip', participants: [bob.userId] }));
    const [hers, his] = [await open(), await open()];
    await hers.signIn(alice.userId);
    await his.signIn(bob.userId);
    await hers.chat(/Trip/).click();
    return { id, hers, his };
  };

  it('is live between two people: unread, typing, receipts from sent to read, reactions, threads', async () => {
    const { hers, his } = await two();
    await hers.write('Shall we go by train?');
    await his.chat(/Trip.*1 unread/).waitFor();
    await hers.reached('Shall we go', 'Delivered');
    await his.chat(/Trip/).click();
    await hers.reached('Shall we go', 'Read by 1 of 1');
    expect(await his.chat(/unread/).count()).toBe(0);
    await hers.page.getByLabel('Message', { exact: true }).pressSequentially('I think so', { delay: 400 });
    await his.page.getByText('is writing').waitFor();
    await his.message('Shall we go').hover();
    await his.message('Shall we go').getByRole('button', { name: 'React' }).click();
    await his.page.getByRole('button', { name: 'React with 👍' }).click();
    await hers.message('Shall we go').getByRole('button', { name: /^👍 1/ }).waitFor();
    await his.message('Shall we go').hover();
    await his.message('Shall we go').getByRole('button', { name: 'Reply in thread' }).click();
    await his.page.getByLabel('Reply', { exact: true }).fill('Yes, on Friday.');
    await his.page.keyboard.press('Enter');
    await hers.message('Shall we go').getByRole('button', { name: '1 reply' }).click();
    await hers.page.getByRole('log', { name: 'Thread' }).getByText('Yes, on Friday.').waitFor();
    stage.expectNoMisdeeds();
  });

  it('lets somebody edit and delete what they wrote, and shows it to others at once', async () => {
    const { hers, his } = await two();
    await his.chat(/Trip/).click();
    await hers.write('At nin.');
    await his.message('At nin.').waitFor();
    await hers.message('At nin.').hover();
    await hers.message('At nin.').getByRole('button', { name: 'Edit' }).click();
    await hers.write('At nine.');
    await his.message('At nine.').getByText('edited').waitFor();
    await hers.message('At nine.').hover();
    await hers.message('At nine.').getByRole('button', { name: 'Delete' }).click();
    await hers.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await his.message('This message was deleted').waitFor();
    expect(await his.message('At nine.').count()).toBe(0);
    stage.expectNoMisdeeds();
  });

  it('keeps what is written without a connection, and sends it when there is one', async () => {
    const { id, hers } = await two();
    await hers.write('Online.');
    await hers.reached('Online.', /Sent|Delivered/);
    await hers.context.setOffline(true);
    // Chromium leaves WebSockets that are open alone: the server ends it.
    await hers.write('From the tunnel.');
    await hers.reached('From the tunnel.', 'On its way');
    expect((await ok(bob.listMessages(id))).data).toHaveLength(1);
    await hers.context.setOffline(false);
    await hers.reached('From the tunnel.', /Sent|Delivered/);
    expect((await ok(bob.listMessages(id))).data).toHaveLength(2);
  });

  it('answers from a document that is dropped in, and opens the passage that it cites', async () => {
    const erin = api.user('erin');
    const page = await open();
    await page.signIn(erin.userId);
    await page.page.getByRole('button', { name: 'New chat' }).click();
    await page.page.getByLabel('Help desk').check();
    await page.page.getByLabel('Title').fill('Desk');
    await page.page.getByRole('button', { name: 'Create' }).click();
    await page.page.getByText('Ask your documents').waitFor();
    const text = 'Opening hours are from nine to five. Refunds take five working days. Parcels leave every evening.';
    await page.drop('shop.md', 'text/markdown', text);
    await page.message('shop.md').getByText('Document').waitFor();
    await page.write('How long do refunds take?');
    await page.page.getByRole('button', { name: 'Source 1: shop.md' }).click();
    await page.page.getByRole('complementary', { name: 'shop.md' }).waitFor();
    expect(await page.page.locator('mark').innerText()).toBe('Refunds take five working days.');
    await page.page.getByText('Parcels leave every evening.').waitFor();
    stage.expectNoMisdeeds();
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 360, height: 700 } }],
  ])('keeps nobody out: %s', async (_name, options) => {
    const page = await open(options);
    expect(await accessibilityViolations(page.page)).toEqual([]);
    await page.page.getByRole('button', { name: 'Try it as demo user' }).click();
    await page.chat(/Summer menu/).waitFor();
    expect(await accessibilityViolations(page.page)).toEqual([]);
    await page.chat(/Summer menu/).click();
    await page.page.getByRole('button', { name: /replies/ }).click();
    await page.page.getByText('With the almond crust').waitFor();
    expect(await accessibilityViolations(page.page)).toEqual([]);
    await page.page.keyboard.press('Escape');
    await page.page.getByRole('complementary').waitFor({ state: 'detached' });
    for (const name of ['Search this chat', 'Details']) {
      await page.page.getByRole('button', { name }).click();
      await page.page.getByRole('complementary').waitFor();
      expect(await accessibilityViolations(page.page)).toEqual([]);
      await page.page.keyboard.press('Escape');
      await page.page.getByRole('complementary').waitFor({ state: 'detached' });
    }
    stage.expectNoMisdeeds();
  });

  it('can be used with the keyboard alone', async () => {
    [alice, bob] = [api.user('alice'), api.user('bob')];
    const { id } = await groupOf(alice, bob);
    await ok(bob.sendMessage(id, 'Are you there?'));
    const window = await open();
    const { page } = window;
    const focusOn = async (name: string) => {
      const named = () =>
        page.evaluate<string>(
          'document.activeElement === document.body ? "" : (document.activeElement.ariaLabel ?? document.activeElement.textContent)',
        );
      for (let nth = 0; nth < 60 && !(await named()).includes(name); nth++) await page.keyboard.press('Tab');
      expect(await named()).toContain(name);
    };
    await page.getByLabel('Access token').focus();
    await page.keyboard.insertText(alice.token);
    await page.keyboard.press('Enter');
    await window.chat(/Are you there/).waitFor();
    await focusOn('Are you there?');
    await page.keyboard.press('Enter');
    await page.getByRole('log', { name: 'Messages' }).waitFor();
    await focusOn('React');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await until(async () => Object.keys((await ok(bob.listMessages(id))).data[0]!.reactions).length === 1);
    await focusOn('Attach a picture or a document');
    await page.keyboard.press('Tab');
    await page.keyboard.type('I am.');
    await page.keyboard.press('Enter');
    await until(async () => (await ok(bob.listMessages(id))).data.length === 2);
    expect(window.misdeeds.errors).toEqual([]);
  });
});

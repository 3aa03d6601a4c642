import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { accessibilityViolations } from '../support/accessibility.js';
import type { ApiClient } from '../support/api-client.js';
import type { ApiServer } from '../support/api-server.js';
import { chromiumPath } from '../support/browser.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { until } from '../support/until.js';
import { ChatPage, PageStage } from './chat-page.js';

const PHONE = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };

describe('the page at /, in the hand', () => {
  if (chromiumPath === undefined) {
    it('is not tested: there is no chromium at CHROMIUM_PATH', () => expect(chromiumPath).toBeUndefined());
    return;
  }
  let stage: PageStage;
  let api: ApiServer;
  let alice: ApiClient;
  let bob: ApiClient;
  let id: number;
  beforeAll(async () => {
    stage = await PageStage.start();
    ({ api } = stage);
  });
  afterEach(() => stage.closeWindows());
  afterAll(() => stage.close());

  const open = (user?: ApiClient, options?: object) => stage.open(user, options);
  /** A group in which Alice and Bob have said something short each, and Alice has left a document. */
  const group = async () => {
    [alice, bob] = [api.user('alice'), api.user('bob')];
    ({ id } = await groupOf(alice, bob));
    await ok(bob.sendMessage(id, 'Hm'));
    await ok(alice.sendMessage(id, 'Ok'));
    const content = 'The almond crust needs an hour.';
    await ok(alice.sendMessage(id, { message_type: 'FILE', content, message_metadata: { filename: 'n.md' } }));
  };
  /** Whether two things on the screen share a point. */
  const overlap = async (one: Locator, other: Locator) => {
    const [a, b] = [(await one.boundingBox())!, (await other.boundingBox())!];
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  };
  const hash = (window: ChatPage) => new URL(window.page.url()).hash;

  it.each([
    ['wide', { viewport: { width: 1280, height: 800 } }],
    ['narrow', { viewport: { width: 800, height: 700 } }],
  ])('never lays its tools over the message that they are for: %s', async (_name, options) => {
    await group();
    const hers = await open(alice, options);
    await hers.chat(/document/).click();
    for (const text of ['Hm', 'Ok', 'n.md']) {
      const message = hers.message(text);
      await message.locator('.bubble').hover();
      await message.getByRole('button', { name: 'React', exact: true }).waitFor();
      const tools = message.getByRole('group', { name: 'Actions' });
      expect([text, await overlap(tools, message.locator('.bubble'))]).toEqual([text, false]);
    }
    await hers.message('Ok').locator('.bubble').hover();
    await hers.message('Ok').getByRole('button', { name: 'React', exact: true }).click();
    const choice = hers.message('Ok').getByRole('group', { name: 'React' });
    expect(await overlap(choice, hers.message('Ok').locator('.bubble'))).toBe(false);
  });

  it('opens a document that is tapped, and shows tools below a message only when it was tapped', async () => {
    await group();
    const hers = await open(alice, PHONE);
    await hers.chat(/document/).tap();
    await hers.message('n.md').getByText('n.md').tap();
    await hers.page.getByRole('complementary', { name: 'n.md' }).getByText('almond crust').waitFor();
    await hers.page.goBack();
    await hers.page.getByRole('complementary').waitFor({ state: 'detached' });
    const tools = hers.message('Hm').getByRole('group', { name: 'Actions' });
    expect(await tools.isVisible()).toBe(false);
    await hers.message('Hm').locator('.bubble').tap();
    await tools.waitFor();
    expect(await overlap(tools, hers.message('Hm').locator('.bubble'))).toBe(false);
    const small = await hers.page.evaluate<
      string[]
    >(`[...document.querySelectorAll('button:not(.citation)')].filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width > 0 && (width < 43.5 || height < 43.5) && getComputedStyle(one).visibility === 'visible';
    }).map((one) => one.outerHTML.slice(0, 90))`);
    expect(small).toEqual([]);
    expect(await accessibilityViolations(hers.page)).toEqual([]);
  });

  it.each(['Escape', 'a click elsewhere', 'Keep'])('leaves a message as it is after Delete and %s', async (way) => {
    await group();
    const hers = await open(alice);
    await hers.chat(/document/).click();
    await hers.message('Ok').hover();
    await hers.message('Ok').getByRole('button', { name: 'Delete' }).click();
    const question = hers.page.getByRole('group', { name: 'Delete this message?' });
    await question.waitFor();
    expect(await overlap(question, hers.message('Ok').locator('.bubble'))).toBe(false);
    const colours = await hers.page.evaluate<string[]>(
      '[...document.querySelectorAll(".tools.open button")].map((one) => getComputedStyle(one).color)',
    );
    expect(new Set(colours).size).toBe(2);
    if (way === 'Escape') await hers.page.keyboard.press('Escape');
    else if (way === 'Keep') await question.getByRole('button', { name: 'Keep' }).click();
    else await hers.page.getByRole('heading', { name: 'Chats' }).click();
    await question.waitFor({ state: 'detached' });
    expect((await ok(alice.listMessages(id))).data).toHaveLength(3);
  });

  it.each([
    ['wide', {}],
    ['a phone', PHONE],
  ])(
    'has an address for a chat and a thread, goes back and forward, and stays over a reload: %s',
    async (_n, options) => {
      await group();
      const [root] = (await ok(alice.listMessages(id))).data;
      await ok(alice.sendMessage(id, { content: 'Below', parent_message_id: root!.id }));
      const hers = await open(alice, options);
      const { page } = hers;
      await hers.chat(/Below/).click();
      await hers.message('Hm').getByRole('button', { name: '1 reply' }).click();
      const thread = page.getByRole('log', { name: 'Thread' });
      await thread.getByText('Below').waitFor();
      expect(hash(hers)).toBe(`#/chats/${id}/thread/${root!.id}`);
      await page.reload();
      await thread.getByText('Below').waitFor();
      await page.goBack();
      await thread.waitFor({ state: 'detached' });
      expect(hash(hers)).toBe(`#/chats/${id}`);
      await page.goForward();
      await thread.waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      await thread.waitFor({ state: 'detached' });
      await page.reload();
      await hers.message('Hm').waitFor();
      await page.goBack();
      await page.getByRole('heading', { name: 'Chats', exact: true }).waitFor();
      await hers.message('Hm').waitFor({ state: 'detached' });
      await page.goto(`${api.url}/#/chats/${id}`);
      await hers.message('Hm').waitFor();
      expect(hers.misdeeds.errors).toEqual([]);
    },
  );

  it('keeps what is half written in each chat, apart from what is edited, and over a reload', async () => {
    await group();
    await ok(alice.createChat({ title: 'Another' }));
    const hers = await open(alice);
    const field = hers.page.getByLabel('Message', { exact: true });
    await hers.chat(/document/).click();
    await field.fill('I think that');
    await hers.chat(/Another/).click();
    await hers.page.getByRole('heading', { name: 'Another' }).waitFor();
    expect(await field.inputValue()).toBe('');
    await field.fill('Note');
    await hers.chat(/document/).click();
    await until(async () => (await field.inputValue()) === 'I think that');
    await hers.message('Ok').hover();
    await hers.message('Ok').getByRole('button', { name: 'Edit' }).click();
    expect(await field.inputValue()).toBe('Ok');
    await field.press('Escape');
    expect(await field.inputValue()).toBe('I think that');
    await hers.page.reload();
    await until(async () => (await field.inputValue()) === 'I think that');
    await field.press('Enter');
    await hers.message('I think that').waitFor();
    await hers.page.reload();
    await hers.message('I think that').waitFor();
    expect(await field.inputValue()).toBe('');
    // What was said last can be corrected without the mouse.
    await until(async () => {
      // Once the server has it.
      await field.press('ArrowUp');
      return (await field.inputValue()) === 'I think that';
    });
  });

  it('makes links of addresses, and of nothing else', async () => {
    await group();
    const text =
      'See https://example.test/a_(b)?c=d#e, (http://example.test). javascript:alert(1) **bold** www.example.test';
    await ok(bob.sendMessage(id, text));
    const hers = await open(alice);
    await hers.chat(/See/).click();
    const links = hers.message('See').getByRole('link');
    await links.first().waitFor();
    expect(
      await hers.page.evaluate(
        '[...document.querySelectorAll(".bubble a")].map((one) => [one.href, one.rel, one.target])',
      ),
    ).toEqual([
      ['https://example.test/a_(b)?c=d#e', 'noopener noreferrer', '_blank'],
      ['http://example.test/', 'noopener noreferrer', '_blank'],
    ]);
    expect(await hers.message('See').locator('.bubble').innerText()).toBe(text);
  });

  it('makes no group without people, offers people that were met, and shows their ids', async () => {
    await group();
    const hers = await open(alice);
    await hers.page.getByRole('button', { name: 'New chat' }).click();
    const dialog = hers.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Who else?' }).waitFor();
    await dialog.getByRole('button', { name: bob.userId }).click();
    expect(await dialog.getByLabel('People').inputValue()).toBe(bob.userId);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await hers.page.getByRole('button', { name: 'Details' }).click();
    await hers.page.getByRole('complementary').getByText(bob.userId, { exact: true }).waitFor();
  });

  it('says of an archived chat that it is', async () => {
    [alice] = [api.user('alice')];
    const chat = await ok(alice.createChat({ title: 'Old' }));
    await ok(alice.updateChatStatus(chat.id, { status: 'ARCHIVED' }));
    const hers = await open(alice);
    await hers.chat(/Old.*Archived/).click();
    await hers.page.getByText('This chat is archived').waitFor();
    expect(await hers.page.getByText('Say hello').count()).toBe(0);
  });
});

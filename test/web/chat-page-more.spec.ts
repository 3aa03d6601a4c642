import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../support/api-client.js';
import type { ApiServer } from '../support/api-server.js';
import { chromiumPath } from '../support/browser.js';
import { ok } from '../support/expectations.js';
import { groupOf } from '../support/group-chats.js';
import { tokenOf } from '../support/live-client.js';
import { until } from '../support/until.js';
import { PageStage, DRAWING } from './chat-page.js';

describe('the page at /, further on', () => {
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
  const group = async () => {
    [alice, bob] = [api.user('alice'), api.user('bob')];
    ({ id } = await groupOf(alice, bob));
  };

  it('sends a picture that is attached, small enough for a message, and shows what others sent', async () => {
    await group();
    await ok(bob.sendMessage(id, { content: 'https://elsewhere.test/cat.jpg', message_type: 'IMAGE' }));
    const [hers, his] = [await open(alice), await open(bob)];
    for (const window of [hers, his]) await window.chat(/picture/).click();
    // What lies elsewhere is a link and no request.
    expect(await hers.page.getByRole('link', { name: 'Picture' }).getAttribute('rel')).toBe('noreferrer');
    const buffer = Buffer.from(await hers.page.evaluate<string>(DRAWING), 'base64');
    expect(buffer.length).toBeGreaterThan(32_768);
    await hers.page.locator('input[type=file]').setInputFiles({ name: 'sea.png', mimeType: 'image/png', buffer });
    const picture = his.page.getByRole('img', { name: 'sea.png' });
    await picture.waitFor();
    await until(() => his.page.evaluate<boolean>('document.querySelector("img.picture").naturalWidth > 0'));
    const { content, message_type, message_metadata } = (await ok(bob.listMessages(id))).data.at(-1)!;
    expect(message_type).toBe('IMAGE');
    expect(content).toMatch(/^data:image\/\w+;base64,/);
    expect(content.length).toBeLessThanOrEqual(32_768);
    expect(message_metadata).toEqual({ filename: 'sea.png', width: 1600, height: 1000 });
    expect(stage.windows.flatMap(({ misdeeds }) => misdeeds.foreignRequests)).toEqual([]);
    stage.expectNoMisdeeds();
  });

  it('says why a picture is none', async () => {
    await group();
    const window = await open(alice);
    const { page } = window;
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('listitem').getByRole('button').click();
    const buffer = Buffer.from('this is no picture');
    await page.locator('input[type=file]').setInputFiles({ name: 'sea.png', mimeType: 'image/png', buffer });
    await page.getByRole('alert').filter({ hasText: 'sea.png is no picture that this browser can read.' }).waitFor();
    expect(window.misdeeds.errors).toEqual([]);
  });

  it('lets an owner rename a chat, add and remove people, archive it; and others leave', async () => {
    await group();
    const carol = api.user('carol');
    await ok(bob.sendMessage(id, 'Who comes?'));
    const [hers, his] = [await open(alice), await open(bob)];
    for (const window of [hers, his]) await window.chat(/Who comes/).click();
    await hers.page.getByRole('button', { name: 'Details' }).click();
    await hers.page.getByRole('textbox', { name: 'Title' }).fill('Trip to the sea');
    await hers.page.getByRole('button', { name: 'Rename' }).click();
    await his.page.getByRole('heading', { name: 'Trip to the sea' }).waitFor();
    await hers.page.getByLabel('Add people').fill(`${carol.userId}, dora`);
    await hers.page.getByRole('button', { name: 'Add', exact: true }).click();
    await hers.page.getByRole('heading', { name: '4 people' }).waitFor();
    await hers.page.getByRole('button', { name: 'Remove Dora' }).click();
    await hers.page.getByRole('heading', { name: '3 people' }).waitFor();
    expect((await ok(carol.getChat(id))).participants).toEqual([alice.userId, bob.userId, carol.userId]);
    // What is refused is said where it was tried, and nowhere else.
    await hers.page.getByLabel('Add people').fill('x'.repeat(200));
    await hers.page.getByRole('button', { name: 'Add', exact: true }).click();
    await hers.page.getByRole('alert').filter({ hasText: 'user_ids' }).waitFor();
    await his.page.getByRole('button', { name: 'Details' }).click();
    const details = his.page.getByRole('complementary', { name: 'Details' });
    expect(await details.getByRole('button', { name: /Archive|Rename|Remove|Add/ }).count()).toBe(0);
    await his.page.getByRole('button', { name: 'Leave' }).click();
    await his.page.getByRole('group', { name: 'Leave this chat?' }).getByRole('button', { name: 'Leave' }).click();
    await his.page.getByRole('heading', { name: 'Choose a chat' }).waitFor();
    await hers.page.getByRole('heading', { name: '2 people' }).waitFor();
    await hers.page.getByRole('button', { name: 'Archive' }).click();
    await hers.page.getByText('This chat is archived').waitFor();
    await hers.page.getByRole('button', { name: 'Bring back' }).click();
    await hers.page.getByLabel('Message', { exact: true }).waitFor();
  });

  it('goes back to the list when somebody else takes the chat away', async () => {
    await group();
    await ok(bob.sendMessage(id, 'Who comes?'));
    const his = await open(bob);
    await his.chat(/Who comes/).click();
    await his.message('Who comes?').waitFor();
    const removal = { action: 'remove_participants', user_ids: [bob.userId] };
    await ok(alice.sendMessage(id, { content: '-', message_type: 'SYSTEM', message_metadata: removal }));
    await his.page.getByRole('heading', { name: 'Choose a chat' }).waitFor();
    await his.page.getByText('No chats yet').waitFor();
  });

  it('finds chats and messages, and comes to one that is far back or in a thread', async () => {
    await group();
    const first = await ok(alice.sendMessage(id, 'The key is below the blue flowerpot.'));
    await ok(alice.sendMessage(id, { content: 'Which flowerpot?', parent_message_id: first.id }));
    for (let nth = 0; nth < 120; nth++) await ok(alice.sendMessage(id, `Filling ${nth}`));
    await ok(bob.createChat({ title: 'Another one' }));
    const his = await open(bob);
    const { page } = his;
    await page.getByRole('searchbox', { name: 'Search chats' }).fill('FLOWERPOT');
    await page.getByText('1 chat', { exact: true }).waitFor();
    await his.chat(/Filling 119/).click();
    await his.message('Filling 119').waitFor();
    expect(await his.message('blue flowerpot').count()).toBe(0);
    await page.getByRole('button', { name: 'Search this chat' }).click();
    await page.getByRole('searchbox', { name: 'Search this chat' }).fill('flowerpot');
    const found = page.getByRole('complementary', { name: 'Search' });
    await found.getByText('2 messages').waitFor();
    expect(await found.locator('mark').allInnerTexts()).toEqual(['flowerpot', 'flowerpot']);
    await found.getByRole('button', { name: /blue flowerpot/ }).click();
    await his.message('blue flowerpot').waitFor();
    await until(() => page.evaluate<boolean>('document.activeElement.textContent.includes("blue flowerpot")'));
    await found.getByRole('button', { name: /Which flowerpot/ }).click();
    await page.getByRole('log', { name: 'Thread' }).getByText('Which flowerpot?').waitFor();
    await page.getByRole('searchbox', { name: 'Search chats' }).fill('nowhere at all');
    await page.getByText('Nothing was found.').waitFor();
    stage.expectNoMisdeeds();
  });

  it('keeps a reaction and what was read over a reload while the server cannot be told', async () => {
    await group();
    await ok(bob.sendMessage(id, 'Nice?'));
    const hers = await open(alice);
    await hers.page.route(/\/(reactions|status)$/, (route) => route.abort());
    await hers.chat(/Nice/).click();
    await hers.message('Nice?').hover();
    await hers.message('Nice?').getByRole('button', { name: 'React' }).click();
    await hers.page.getByRole('button', { name: 'React with 🎉' }).click();
    await hers.message('Nice?').getByRole('button', { name: /^🎉 1/ }).waitFor();
    const stored = async () => {
      const [message] = (await ok(bob.listMessages(id))).data;
      return [message?.status === 'READ', Object.keys(message?.reactions ?? {})];
    };
    expect(await stored()).toEqual([false, []]);
    await hers.page.unrouteAll();
    await hers.page.reload();
    await until(async () => JSON.stringify(await stored()) === JSON.stringify([true, ['🎉']]));
  });

  it('says what is wrong when the token is refused, and when the service is away', async () => {
    await group();
    const page = await open();
    await page.page.getByLabel('Access token').fill('no token');
    await page.page.getByRole('button', { name: 'Sign in' }).click();
    await page.page.getByRole('alert').filter({ hasText: 'This is no access token' }).waitFor();
    await page.page.getByLabel('Access token').fill(tokenOf(alice.userId, -60));
    await page.page.getByRole('button', { name: 'Sign in' }).click();
    await page.page.getByRole('alert').filter({ hasText: 'does not accept this token' }).waitFor();
    await page.context.setOffline(true);
    await page.page.getByLabel('Access token').fill(tokenOf(alice.userId));
    await page.page.getByRole('button', { name: 'Sign in' }).click();
    await page.page.getByRole('status').filter({ hasText: 'No connection' }).waitFor();
    await page.context.setOffline(false);
    await page.page.getByRole('status').filter({ hasText: 'No connection' }).waitFor({ state: 'detached' });
  });

  it.each([320, 390])(
    'shows everything on a screen of %i pixels, right-to-left and with words without end',
    async (width) => {
      await group();
      const title = 'مجموعة العمل الصيفية';
      const chat = await ok(alice.createChat({ chat_type: 'GROUP', title, participants: ['x'.repeat(90)] }));
      const last = await ok(alice.sendMessage(chat.id, 'Donaudampfschifffahrtsgesellschaft'.repeat(9)));
      await ok(alice.addReaction(last.id, 'w'.repeat(60)));
      await ok(alice.sendMessage(chat.id, 'مرحبا بكم'));
      const window = await open(undefined, { viewport: { width, height: 640 } });
      const { page } = window;
      const tooWide = () =>
        page.evaluate<string[]>(`[...document.querySelectorAll('body *')].filter((one) => {
        const box = one.getBoundingClientRect();
        const isShown = box.width > 1 && getComputedStyle(one).visibility === 'visible' && !one.closest('.unseen, .empty');
        return isShown && (box.left < -1 || box.right > innerWidth + 1);
      }).map((one) => one.outerHTML.slice(0, 120))`);
      const cut = () =>
        page.evaluate<string[]>(
          `[...document.querySelectorAll('button')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 120))`,
        );
      const expectRoom = async () => {
        // What slides in is there in a moment.
        await until(async () => (await tooWide()).length === 0);
        expect([await tooWide(), await cut()]).toEqual([[], []]);
      };
      await expectRoom();
      await window.signIn(alice.userId);
      await window.chat(/مجموعة/).waitFor();
      await expectRoom();
      await window.chat(/مجموعة/).click();
      await window.message('Donau').waitFor();
      await expectRoom();
      expect(
        await page.evaluate<string>('getComputedStyle([...document.querySelectorAll(".bubble")].at(-1)).direction'),
      ).toBe('rtl');
      await page.getByRole('button', { name: 'Details' }).click();
      await page.getByRole('complementary').waitFor();
      await expectRoom();
    },
  );
});

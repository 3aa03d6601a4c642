import { describe, expect, it } from '@jest/globals';
import { EveryChat, type EveryChatPlace } from '#libs/client';
import { ok } from '../support/expectations.js';
import { LONGEST_RUN_MS, onStage, runsAsItSays } from '../support/guide-stage.js';
import { runPageSnippet } from '../support/page-snippet.js';
import { until } from '../support/until.js';

describe('the guide to every chat', () => {
  const stage = onStage('every-chat');

  it('prints what it says', () => runsAsItSays(stage(), 3), LONGEST_RUN_MS);

  it('has a snippet of the client that handles every message', async () => {
    const { page, api } = stage();
    const { id } = await ok(api.user('alice').createChat());
    await ok(api.user('service').createChat());
    await ok(api.service().sendMessage(id, { content: 'told', is_user: false }));
    const [code = ''] = page.code('js');
    const [numbers, handled, places] = [new Map<number, number>(), [] as string[], [] as EveryChatPlace[]];
    const { token } = api.service();
    const given = {
      EveryChat,
      url: api.url,
      token: () => token,
      place: undefined,
      numbers,
      handled,
      store: (place: EveryChatPlace) => places.push(place),
      log: () => undefined,
    };
    const everyChat = await runPageSnippet<EveryChat>(code, given, 'everyChat');
    await until(() => places.length > 0);
    everyChat.stop();
    expect(numbers.get(id)).toBe(1);
    expect(handled).toContain('told');
  });

  it('leaves nothing unexecuted', () => {
    expect(stage().page.unexecuted).toEqual([]);
  });
});

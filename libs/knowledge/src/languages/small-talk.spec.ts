import { describe, expect, it } from '@jest/globals';
import { smallTalkOf } from './small-talk.js';

describe('a message that has nothing to look up', () => {
  it.each([
    [
      'thanks',
      [
        'Cheers mate',
        '👍',
        '❤️ 🙏',
        'thx!',
        'ok',
        'OK, got it',
        'lol',
        'no worries',
        'sounds good, thanks',
        "that's all",
      ],
    ],
    [
      'thanks',
      [
        'alles klar, danke dir',
        'ça marche',
        'vale, gracias',
        'va bene, grazie',
        'beleza',
        'ок, спасибо',
        'spoko',
        'díky',
      ],
    ],
    [
      'thanks',
      [
        'tamam',
        'تمام',
        'סבבה',
        'ठीक है',
        'oke, makasih',
        'โอเค',
        '了解です',
        'ㅇㅋ',
        '好的，谢谢',
        'ok谢谢',
        'joo',
        'oké, bedankt hoor',
      ],
    ],
    ['greeting', ['👋', 'hey you', 'good morning all', 'gm', 'hola amigos', 'Hallo Leute']],
  ])('is %s: %j', (talk, messages) => {
    expect(messages.map((message) => [message, smallTalkOf(message)])).toEqual(
      messages.map((message) => [message, talk]),
    );
  });

  it.each([
    'ok, when does it open?',
    'top floor',
    'good morning america show',
    'perfect tense',
    'later trains',
    'Nakk',
    'Joana',
    '?',
    '12',
    '停泊费',
  ])('is not one that asks: %s', (message) => {
    expect(smallTalkOf(message)).toBeUndefined();
  });
});

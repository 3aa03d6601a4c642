import { describe, expect, it } from '@jest/globals';
import { matchingOf } from './matching-text.js';

describe('the words of a text', () => {
  it.each([
    ['words between signs', 'read/write (and.then) snake_case', 'en', 'read write and then snake case'],
    ['decimal points', 'from 3.5 to 1-2, v1.', 'en', 'from 3.5 to 1 2 v1 '],
    ['apostrophes of either kind', "don’t l'eau", 'fr', "don't l'eau"],
    ['full-width letters', 'ＡＢＣ１', 'und', 'ABC1'],
    ['the Turkish dotless i', 'ISPARTA İzmir', 'tr', 'ısparta izmir'],
    [
      'a soft hyphen and zero-width characters',
      'moor\u00ading f\u200bee\u2060s \ufefftotal 2\ufe0f',
      'en',
      'mooring fees total 2',
    ],
    ['joiners of Persian', 'می\u200cخواهم', 'fa', 'میخواهم'],
    ['words without spaces between them', '发票付款', 'en', ' 发票 付款 '],
    ['Latin words among them', '用PostgreSQL付款', 'en', ' 用 PostgreSQL 付款 '],
  ])('shows PostgreSQL only words: %s', (_what, text, language, expected) => {
    expect(matchingOf(text, language).words).toBe(expected);
  });

  it.each([
    ['accents', 'Le musée de Zoë Muñoz', 'fr', 'musee zoe munoz'],
    ['Vietnamese tones', 'Hà Nội', 'vi', 'ha noi'],
    ['niqqud', 'שָׁלוֹם', 'he', 'שלום'],
    ['harakat', 'كَتَبَ', 'ar', 'كتب'],
    ['Persian letters', 'کیک', 'fa', 'كيك'],
    ['a capital ё', 'Ёлка', 'ru', 'елка'],
    ['a final sigma', 'λόγος', 'el', 'λογοσ'],
    ['nothing of Hindi vowels', 'हिन्दी', 'hi', ''],
    ['nothing of Cyrillic й', 'мой', 'uk', ''],
    ['but function words', 'où est-il?', 'fr', ''],
  ])('are folded too: %s', (_what, text, language, expected) => {
    expect(matchingOf(text, language).folded).toBe(expected);
  });

  it('that only hold a sentence together stand as they are where they may be names', () => {
    expect(matchingOf('Will is our accountant. Ask IT for it.', 'en').names).toEqual(['Will', 'IT']);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Passage } from '#libs/knowledge';
import { quotes } from './quotes.js';
import { sentencesOf } from './sentences.js';

const passage = (messageId: number, text: string, score = 1): Passage => ({
  chatId: 1,
  messageId,
  filename: undefined,
  source: 'content',
  start: 0,
  end: Array.from(text).length,
  text,
  score,
});

/** Words as they stand here; the product reads them as its index does. */
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** @param words of the question, with how much each tells */
function quoted(
  words: Readonly<Record<string, number>>,
  passages: readonly Passage[],
  forms: Readonly<Record<string, string>> = {},
  phrases?: readonly number[],
): string[] {
  const asked = Object.keys(words);
  const like = (said: readonly string[], word: string) =>
    said.includes(word) ? 1 : said.some((each) => forms[each] === word) ? 0.8 : 0;
  const has = (text: string) =>
    new Map(asked.map((word, nth) => [nth, like(wordsOf(text), word)] as const).filter(([, how]) => how > 0));
  const said = passages.flatMap(sentencesOf).map((sentence, nth) => ({
    sentence,
    own: has(sentence.passage.text),
    above: has(sentence.above.join('\n')),
    phrases: phrases?.[nth],
    before: 0,
  }));
  return quotes(said, Object.values(words)).map(({ passage: { text } }) => text);
}

describe('the sentence that answers', () => {
  it('has the words that tell most, not most of the words', () => {
    const texts = [passage(1, 'What is clear is that it rains. Zentra sells lamps.')];
    expect(quoted({ what: 0.1, is: 0.1, zentra: 4 }, texts)).toEqual(['Zentra sells lamps.']);
  });

  it('is quoted alone when it has all that is asked for', () => {
    const texts = [passage(1, 'The shop opens at nine. The shop closes at six.'), passage(2, 'It opens.')];
    expect(quoted({ shop: 2, opens: 3 }, texts)).toEqual(['The shop opens at nine.']);
  });

  it('is not followed by an item that adds little', () => {
    const texts = [
      passage(1, 'A note is required from the fourth day.\n\n- Meals: no receipts needed\n- Hotels: 120 euros'),
    ];
    expect(quoted({ note: 4, required: 4, doctor: 0, need: 0.5 }, texts, { needed: 'need' })).toEqual([
      'A note is required from the fourth day.',
    ]);
  });

  it('is quoted alone in whatever form it has what is asked for', () => {
    const texts = [passage(1, 'Towels cost two euros. The gym is upstairs.')];
    expect(quoted({ cost: 2, towel: 3 }, texts, { towels: 'towel' })).toEqual(['Towels cost two euros.']);
  });

  it('has the words of the question in a row, where single ones are in many', () => {
    const texts = [passage(1, 'Phí gửi xe: neo vào đậu. Phí neo đậu là 12 euro.')];
    expect(quoted({ phí: 1, neo: 1, đậu: 1 }, texts, {}, [0, 1])[0]).toEqual('Phí neo đậu là 12 euro.');
  });

  it('is quoted with another where that adds a word of the question', () => {
    const texts = [passage(1, 'Ann Rossi has the shop. It is old. A key lies under the mat of her house.')];
    expect(quoted({ key: 3, rossi: 3 }, texts)).toEqual([
      'Ann Rossi has the shop.',
      'A key lies under the mat of her house.',
    ]);
  });

  it('stands under its heading, its question or the labels of its table', () => {
    const texts = [
      passage(1, '# Fees\n\nNine euros a day.\n\n# Hours\n\nNine to five.\n\n**Where are you?**\n\nIn Rome.'),
    ];
    expect(quoted({ hours: 3 }, texts)).toEqual(['Nine to five.']);
    expect(quoted({ fees: 3 }, texts)).toEqual(['Nine euros a day.']);
    expect(quoted({ where: 1, you: 1 }, texts)).toEqual(['In Rome.']);
  });

  it('is no question, and no other when nothing of the question is known', () => {
    expect(quoted({ key: 3 }, [passage(1, 'Who has the key?'), passage(2, 'Ann has the key.')])).toEqual([
      'Ann has the key.',
    ]);
    expect(quoted({ key: 3 }, [passage(1, 'Who has the key?')])).toEqual([]);
    expect(quoted({}, [passage(1, 'One. Two.')])).toEqual(['One.']);
    expect(quoted({}, [])).toEqual([]);
  });

  it('is not said twice', () => {
    const same = [passage(1, 'Ann has the key.'), passage(2, 'Ann has the key.')];
    expect(quoted({ key: 3, door: 3 }, same)).toEqual(['Ann has the key.']);
  });

  it('is an exact slice of its passage, of any text', () => {
    const parts = fc.constantFrom(
      'Rome',
      ' ',
      '. ',
      '\n',
      '\n\n',
      '# ',
      '😀',
      '。',
      '首都',
      'U.S. ',
      '? ',
      '\r\n',
      'é',
      '`',
      '- ',
      ',',
      ';',
      '\t',
      '| a | b |\n',
      '|---|---|\n',
      ':\n',
      '[5]',
      '**',
      '"',
      'a: b\n',
      '  ',
      '3. ',
    );
    const texts = fc.array(
      fc.array(parts, { maxLength: 20 }).map((some) => some.join('')),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(texts, (several) => {
        for (const { passage: said } of several.flatMap((text, index) =>
          sentencesOf({ ...passage(index, text), start: 5 }),
        ))
          expect(
            Array.from(several[said.messageId] ?? '')
              .slice(said.start - 5, said.end - 5)
              .join(''),
          ).toBe(said.text);
      }),
      { seed: 20_260_101, numRuns: 1_000 },
    );
  });
});

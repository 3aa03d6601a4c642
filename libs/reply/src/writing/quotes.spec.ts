import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Passage } from '#libs/knowledge';
import { quotes } from './quotes.js';

const passage = (messageId: number, text: string, score = 1, start = 0): Passage => ({
  chatId: 1,
  messageId,
  filename: undefined,
  source: 'content',
  start,
  end: start + Array.from(text).length,
  text,
  score,
});

const quoted = (question: string, passages: readonly Passage[]) => quotes(question, passages).map(({ text }) => text);

const rome = passage(
  1,
  '😀 Rome is old. The city has 2.8 million people. Dr. Rossi of the U.S. embassy lives there.',
  2,
  7,
);
const paris = passage(2, 'Paris is in France. Paris is large. It has two million people.', 1.9);

describe('the sentences that answer a question', () => {
  it.each([
    [
      'How many people has the city?',
      ['The city has 2.8 million people.', 'Dr. Rossi of the U.S. embassy lives there.'],
    ],
    ['Where does Rossi live?', ['Dr. Rossi of the U.S. embassy lives there.', '😀 Rome is old.']],
    ['Is Paris in France?', ['Paris is in France.', 'Paris is large.']],
  ])('%s', (question, sentences) => {
    expect(quoted(question, [rome, paris])).toEqual(sentences);
  });

  it('are found in languages without spaces', () => {
    const text = '法国的首都是巴黎。意大利的首都是罗马。西班牙很热。';
    expect(quoted('意大利的首都在哪里？', [passage(1, text)])).toEqual(['意大利的首都是罗马。', '西班牙很热。']);
  });

  it('are neither headings nor the question itself, nor the same one twice', () => {
    const asked = passage(1, 'Who has the key?', 3);
    const told = passage(2, '# The key\n\nAnna has the key.');
    expect(quoted('Who has the key?', [asked, told, passage(3, 'Anna has the key.')])).toEqual(['Anna has the key.']);
    expect(quoted('Who has the key?', [asked])).toEqual([]);
  });

  it('are none without passages', () => {
    expect(quoted('Why?', [])).toEqual([]);
  });

  it('say where they stand, in code points of the message', () => {
    const [first, second] = quotes('How many people has the city?', [rome]);
    expect([first, second]).toMatchObject([
      { messageId: 1, start: 22, end: 54, score: 2 },
      { messageId: 1, start: 55, end: 97 },
    ]);
  });

  it('are exact slices of their passages, whatever these hold', () => {
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
    );
    const texts = fc.array(
      fc.array(parts, { maxLength: 20 }).map((some) => some.join('')),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(texts, (several) => {
        const passages = several.map((text, index) => passage(index, text, index, 5));
        for (const { messageId, start, end, text } of quotes('Where is Rome, 首都?', passages))
          expect(
            Array.from(several[messageId] ?? '')
              .slice(start - 5, end - 5)
              .join(''),
          ).toBe(text);
      }),
      { seed: 20_260_101, numRuns: 500 },
    );
  });
});

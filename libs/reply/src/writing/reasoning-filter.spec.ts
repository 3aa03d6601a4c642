import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReasoningFilter } from './reasoning-filter.js';

function sorted(pieces: readonly string[], isHolding = false) {
  const filter = new ReasoningFilter(isHolding);
  const all = [...pieces.map((piece) => filter.push(piece)), filter.end()];
  return { text: all.map(({ text }) => text).join(''), reasoning: all.map(({ reasoning }) => reasoning).join('') };
}

describe('what a model thinks', () => {
  it.each([
    ['nothing', 'Rome is in Italy.', 'Rome is in Italy.'],
    ['in tags at the beginning', '<think>\nRome?</think>\n\nItaly.', 'Italy.'],
    ['in other tags', ' <thinking>Rome?</thinking>Italy.', 'Italy.'],
    ['an empty thought', '<think>\n\n</think>\n\nItaly.', 'Italy.'],
    ['twice', '<think>a</think>\n<think>b</think>Italy.', 'Italy.'],
    ['without an opening tag', 'Okay, where is Rome? Passage 2.\n</think>\n\nItaly.', 'Italy.'],
    ['without an opening tag, in one line', 'Rome, hm.</think>Italy.', 'Italy.'],
    ['without an end', '<think>Rome? Let me see', ''],
    ['what it explains', 'Write `<think>` first, then `</think>`.', 'Write `<think>` first, then `</think>`.'],
    [
      'what it explains without code',
      'It puts <think> and </think> around it.',
      'It puts <think> and </think> around it.',
    ],
    ['a closing tag in code', 'Stop at `</think>`.\n', 'Stop at `</think>`.\n'],
    ['a block of code', 'So:\n```\n</think>\n```\nThat.', 'So:\n```\n</think>\n```\nThat.'],
    ['a thought, and what it explains', '<think>a</think>A <think> tag.</think> No.', 'A <think> tag.</think> No.'],
    ['other tags', '<thin>ice</thin> < 3', '<thin>ice</thin> < 3'],
  ])('%s', (_what, written, text) => {
    expect(sorted([written]).text).toBe(text);
    expect(sorted(written.split('')).text).toBe(text);
    expect(sorted(written.split(''), true).text).toBe(text);
  });

  it('holds nothing back once it is told to go on, unless the model is known to think first', () => {
    const filter = new ReasoningFilter(false);
    expect(filter.push('Rome is')).toEqual({ text: '', reasoning: '' });
    expect(filter.release().text).toBe('Rome is');
    expect(filter.push(' in').text).toBe(' in');
    const thinking = new ReasoningFilter(true);
    thinking.push('Rome is');
    expect(thinking.release().text).toBe('');
    expect(thinking.push('.</think>\nItaly').text).toBe('Italy');
  });

  it('notices a thought that it could not hold back, and no explanation', () => {
    const filter = new ReasoningFilter(false);
    filter.push('Rome?');
    filter.release();
    filter.push('\n</th');
    expect(filter.push('ink>\n\nItaly.').text).toBe('</think>\n\nItaly.');
    expect(filter.isPrefilled).toBe(true);
    const explaining = new ReasoningFilter(false);
    explaining.push('Write <think>');
    explaining.release();
    explaining.push('\n</think>\n');
    explaining.end();
    expect(explaining.isPrefilled).toBe(false);
  });

  it('does not depend on how the text is cut, and loses nothing', () => {
    const parts = fc.constantFrom(
      '<think>',
      '</think>',
      '<',
      '/',
      'think',
      '>',
      '\n',
      ' ',
      '`',
      'a',
      '"',
      '</thinking>',
    );
    const pieces = fc.array(
      fc.array(parts, { maxLength: 4 }).map((some) => some.join('')),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pieces, fc.boolean(), (several, isHolding) => {
        const whole = sorted([several.join('')], isHolding);
        expect(sorted(several, isHolding)).toEqual(whole);
        expect(whole.text.length + whole.reasoning.length).toBeLessThanOrEqual(several.join('').length);
        expect((whole.reasoning + whole.text).replaceAll(/\s/g, '')).toBe(several.join('').replaceAll(/\s/g, ''));
      }),
      { seed: 20_260_101, numRuns: 2_000 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromDigits } from './number-field.js';
import { isJsonObject, Unbuilt } from './unbuilt.js';
import { isUserId } from './user-id-field.js';

describe('a number in a query', () => {
  it('is read from plain digits only; the rest is left for the rule to refuse', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat().map(String), fc.anything()), (value) => {
        const read = fromDigits(value);
        if (typeof value === 'string' && /^[0-9]{1,16}$/.test(value)) expect(read).toBe(Number(value));
        else expect(read).toBe(value);
      }),
    );
    for (const odd of ['', '+1', '-1', '1.0', '1e3', '0x10', ' 1', '٣', '12345678901234567'])
      expect(fromDigits(odd)).toBe(odd);
  });
});

describe('a user id', () => {
  it.each(['alice', 'a', 'Ünal', '用户', 'a b', '👍'.repeat(128), 'assistant-2'])('is %s', (value) => {
    expect(isUserId(value)).toBe(true);
  });

  it.each([
    '',
    'assistant',
    'a\u0000',
    'a\nb',
    '\u009f',
    '\ud800',
    'x'.repeat(129),
    '👍'.repeat(129),
    7,
    null,
    undefined,
    ['alice'],
  ])('is not %j', (value) => {
    expect(isUserId(value)).toBe(false);
  });
});

it('a JSON object is no list, no null, and nothing that was not built', () => {
  for (const value of [null, undefined, [], 'a', 7, new Unbuilt('object', 9, 1)])
    expect(isJsonObject(value)).toBe(false);
  expect([isJsonObject({}), isJsonObject({ a: 1 })]).toEqual([true, true]);
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isFaithful } from './faithful-number.js';

describe('a number that a double holds as it is written', () => {
  it.each([
    '0',
    '-0',
    '0.0',
    '0e9',
    '1',
    '-1.5',
    '1.50',
    '100',
    '9007199254740991',
    '1e3',
    '1E+3',
    '1.5e-7',
    '1e308',
    '123e-2',
  ])('%s', (number) => {
    expect(isFaithful(number)).toBe(true);
  });

  it.each([
    '9007199254740993',
    '12345678901234567890',
    '0.1234567890123456789',
    '1e400',
    '-1e400',
    '1e-400',
    '1.00000000000000000001',
  ])('is not %s', (number) => {
    expect(isFaithful(number)).toBe(false);
  });

  it('is every one that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(isFaithful(JSON.stringify(value))).toBe(true);
      }),
    );
  });

  it('is as many whole numbers as BigInt says', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), (value) => {
        // As decimal digits, whatever the double prints: 1e21 is a number, too.
        const isWhole = BigInt(Number(value)) === value;
        if (isFaithful(String(value))) expect(Number(String(value))).toBe(Number(value));
        else expect(isWhole && value < 2n ** 53n && value > -(2n ** 53n)).toBe(false);
      }),
    );
  });
});

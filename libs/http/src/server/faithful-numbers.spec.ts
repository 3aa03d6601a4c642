import { describe, expect, it } from '@jest/globals';
import { ApiError } from '../errors/api-error.js';
import { refuseUnfaithfulNumbers } from './faithful-numbers.js';

describe('refuseUnfaithfulNumbers', () => {
  it.each([
    '0',
    '-1',
    '1.5',
    '0.1',
    '1.10',
    '9007199254740991',
    '-9007199254740991',
    '9007199254740992',
    '1000000000000000000000000',
    '1e21',
    '1E+2',
    '100e-2',
    '0e400',
    '0.30000000000000004',
    '3.141592653589793',
    '0.000000000000000000001',
    '5e-324',
    '1.7976931348623157e308',
    '"12345678901234567890"',
    '"1e400"',
    '"\\"12345678901234567890"',
    '{ "12345678901234567890": "1e999", "n": [1, 2.25, null, true] }',
  ])('takes %s', (text) => {
    expect(() => refuseUnfaithfulNumbers(`{ "value": ${text} }`)).not.toThrow();
  });

  it.each([
    '9007199254740993',
    '-9007199254740993',
    '12345678901234567890',
    '0.1234567890123456789',
    '3.14159265358979323846',
    '1e400',
    '-1E400',
    '1e-400',
    '1.7976931348623159e308',
    '{ "deep": [1, { "n": 12345678901234567890 }] }',
    '["12345678901234567890", 12345678901234567890]',
  ])('refuses %s', (text) => {
    expect(statusOf(`{ "value": ${text} }`)).toBe(400);
  });

  it.each([
    ['a name that comes twice', '{ "n": 1, "n": 2, "text": "1234567890123456" }'],
    [
      'nesting under a name that comes again',
      `{ "n": ${'['.repeat(20_000)}${']'.repeat(20_000)}, "n": "1234567890123456" }`,
    ],
  ])('has nothing, or a mistake of the caller, to say of %s', (_name, text) => {
    expect(JSON.parse(text)).toHaveProperty('n');
    expect([undefined, 400]).toContain(statusOf(text));
  });
});

/** Of the refusal; undefined when it is taken, 500 when it breaks. */
function statusOf(text: string): number | undefined {
  try {
    refuseUnfaithfulNumbers(text);
    return undefined;
  } catch (error) {
    return error instanceof ApiError ? error.status : 500;
  }
}

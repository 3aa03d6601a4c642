import { parse } from 'lossless-json';
import { ApiError } from '../errors/api-error.js';

// Only a long run of digits or an exponent can name a number that a double changes.
const SUSPICIOUS = /\d[\d.]{15}|\d[eE][+-]?\d/;

/**
 * Refuses numbers that an IEEE 754 double would silently change (RFC 8259, section 6), such as
 * 12345678901234567890 or 1e400: metadata comes back as it was sent, or is not taken.
 */
export function refuseUnfaithfulNumbers(text: string): void {
  if (!SUSPICIOUS.test(text)) return;
  parse(text, undefined, { parseNumber: refuseUnfaithful, onDuplicateKey: ({ newValue }) => newValue });
}

function refuseUnfaithful(digits: string): number {
  if (significant(digits) !== significant(String(Number(digits)))) throw unfaithful(digits);
  return Number(digits);
}

/** The digits that decide the value, without sign, exponent, point and outer zeros. */
function significant(number: string): string {
  return number
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}

function unfaithful(digits: string): ApiError {
  const shown = digits.length > 40 ? `${digits.slice(0, 40)}…` : digits;
  return new ApiError('number_out_of_range', 400, `The number ${shown} cannot be kept exactly; send it as a string.`);
}

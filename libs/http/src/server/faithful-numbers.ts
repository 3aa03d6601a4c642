import { ApiError } from '../errors/api-error.js';
import { HttpErrors } from '../errors/http-errors.js';

// Only a long run of digits or an exponent can name a number that a double changes.
const SUSPICIOUS = /\d[\d.]{15}|\d[eE][+-]?\d/;
const NUMBER = /-?\d[\d.eE+-]*/y;

/**
 * Refuses numbers that an IEEE 754 double would silently change (RFC 8259, section 6), such as
 * 12345678901234567890 or 1e400: metadata comes back as it was sent, or is not taken.
 * `json` is well-formed.
 */
export function refuseUnfaithfulNumbers(json: string): void {
  if (!SUSPICIOUS.test(json)) return;
  for (let at = 0; at < json.length;) {
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(json)?.[0];
    if (number !== undefined && significant(number) !== significant(String(Number(number)))) throw unfaithful(number);
    at = json[at] === '"' ? endOfString(json, at) : at + (number?.length ?? 1);
  }
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
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
  return new ApiError(
    HttpErrors.number_out_of_range,
    `The number ${shown} cannot be kept exactly; send it as a string.`,
  );
}

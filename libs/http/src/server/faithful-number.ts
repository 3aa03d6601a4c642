/**
 * Whether an IEEE 754 double holds the number of a JSON text exactly as it is written there (RFC 8259, section 6);
 * 12345678901234567890 and 1e400 would be changed silently. Linear in the digits.
 */
export function isFaithful(number: string): boolean {
  // A number this short is never changed by a double.
  if (number.length <= 15 && !/[eE]/.test(number)) return true;
  return significant(number) === significant(String(Number(number)));
}

/** The digits that decide the value, without sign, exponent, point and outer zeros. */
function significant(number: string): string {
  const digits = number.replace(/[eE].*/, '').replace(/[-.]/g, '');
  let [first, end] = [0, digits.length];
  while (digits[first] === '0') first++;
  // A regular expression would start again at each zero (quadratic).
  while (end > first && digits[end - 1] === '0') end--;
  return digits.slice(first, end);
}

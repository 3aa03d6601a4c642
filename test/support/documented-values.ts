import fc, { type Arbitrary } from 'fast-check';
import type { DocumentedApi, Schema } from './openapi-document.js';

/** Values that a schema of the document allows, the ends of its ranges often among them. */
export function valueOf(documented: DocumentedApi, given: Schema): Arbitrary<unknown> {
  const {
    enum: values,
    type,
    format,
    minimum,
    maximum,
    minLength,
    maxLength = 64,
    maxItems = 5,
    maxProperties,
    items,
    example,
  } = documented.resolve(given);
  const usual = example === undefined ? [] : [fc.constant(example)];
  if (values !== undefined) return fc.constantFrom(...values);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer')
    return fc.oneof(
      ...usual,
      fc.constant(minimum),
      fc.constant(maximum),
      fc.maxSafeInteger().map(Math.abs),
      fc.nat(200),
    );
  if (type === 'array') return fc.array(valueOf(documented, items ?? {}), { maxLength: Math.min(maxItems, 5) });
  if (type === 'object')
    return maxProperties === 0
      ? fc.constant({})
      : fc.oneof(...usual, fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }));
  if (format === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
      .map((date) => date.toISOString());
  const lengths = { minLength, maxLength: Math.min(maxLength, 200) };
  return fc.oneof(
    ...usual,
    fc.string({ ...lengths, unit: 'grapheme' }),
    fc.string({ ...lengths, unit: 'binary' }),
    fc.constant('a'.repeat(Math.min(maxLength, 40_000))),
  );
}

/** Values that hardly any schema allows. */
export const brokenValue: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '\0',
    '\ud800',
    -1,
    0,
    1.5,
    1e300,
    2 ** 53,
    'null',
    'true',
    '1',
    '%',
    "'; --",
    '__proto__',
    [],
    {},
    [[]],
  ),
  fc.jsonValue(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary' }),
);

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor.js';

const invalid = expect.objectContaining({
  errors: [{ field: 'cursor', code: 'invalid_cursor', message: expect.any(String) }],
});
const object = fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false } as object));

describe('a cursor', () => {
  it('comes back as it went, and fits into a URL as it is', () => {
    fc.assert(
      fc.property(object, object, (place, filters) => {
        const cursor = encodeCursor({ place, filters });
        expect(cursor).toMatch(/^[\w-]+$/);
        const walk = decodeCursor(cursor);
        expect(JSON.stringify(walk)).toBe(JSON.stringify({ place, filters }));
      }),
    );
  });

  it.each([
    '',
    '%%%',
    'bm90IGpzb24',
    ...[null, 7, [], {}, { place: {} }, { place: [], filters: {} }, { place: {}, filters: null }].map((value) =>
      Buffer.from(JSON.stringify(value)).toString('base64url'),
    ),
  ])('is refused when no server made it: %s', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(invalid);
  });

  it('of anything is a walk or a refusal, never another error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (cursor) => {
        try {
          expect(decodeCursor(cursor)).toEqual({ place: expect.any(Object), filters: expect.any(Object) });
        } catch (error) {
          expect(error).toEqual(invalid);
        }
      }),
    );
  });
});

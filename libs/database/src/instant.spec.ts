import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toInstant } from './instant.js';

/** As PostgreSQL writes it: without the zeros at the end of the fraction. */
function written(date: Date, zone: string): string {
  const [day = '', time = ''] = date.toISOString().slice(0, -1).split('T');
  return `${day} ${time.replace(/\.?0+$/, (end, at: number) => (at > 7 ? '' : end))}${zone}`;
}

const time = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

describe('a time of the database', () => {
  it('is shown as a Date would show it', () => {
    fc.assert(fc.property(time, (date) => expect(toInstant(written(date, '+00'))).toBe(date.toISOString())));
  });

  it('is in UTC, from every zone', () => {
    fc.assert(
      fc.property(time, fc.constantFrom('+05:30', '-03', '+01'), (date, zone) => {
        const [hours = 0, minutes = 0] = zone.split(':').map(Number);
        const ahead = (hours * 60 + minutes) * 60_000;
        fc.pre(date.getTime() + ahead > Date.parse('0001-01-02'));
        expect(toInstant(written(new Date(date.getTime() + ahead), zone))).toBe(date.toISOString());
      }),
    );
  });

  it.each([
    ['2026-01-02 03:04:05+00', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05.6+00', '2026-01-02T03:04:05.600Z'],
    ['2026-01-02 03:04:05.678999+00', '2026-01-02T03:04:05.678Z'],
    ['12026-01-02 03:04:05+00', '+012026-01-02T03:04:05.000Z'],
    ['12026-01-02 03:04:05.67+00', '+012026-01-02T03:04:05.670Z'],
  ])('%s is %s', (text, shown) => expect(toInstant(text)).toBe(shown));
});

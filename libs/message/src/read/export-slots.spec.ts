import { describe, expect, it } from '@jest/globals';
import { ExportSlots } from './export-slots.js';

describe('the slots of exports', () => {
  const taken = (slots: ExportSlots, person: string, count: number) =>
    Array.from({ length: count }, () => slots.take(person));
  const codeOf = (take: () => unknown) => {
    try {
      take();
      return 'taken';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('are three for a person, who gets one back when an export ends', () => {
    const slots = new ExportSlots();
    const [end] = taken(slots, 'alice', 3);
    expect(codeOf(() => slots.take('alice'))).toBe('too_many_exports');
    expect(codeOf(() => slots.take('bob'))).toBe('taken');
    end?.();
    expect(codeOf(() => slots.take('alice'))).toBe('taken');
    expect(codeOf(() => slots.take('alice'))).toBe('too_many_exports');
  });

  it('are one for a person when half of them are taken, and sixteen for all', () => {
    const slots = new ExportSlots();
    for (const person of ['a', 'b', 'c']) taken(slots, person, 2);
    const ends = taken(slots, 'd', 2);
    expect(codeOf(() => slots.take('a'))).toBe('too_many_exports');
    for (let nth = 0; nth < 8; nth++) ends.push(slots.take(`e${nth}`));
    expect(codeOf(() => slots.take('e0'))).toBe('too_many_exports');
    expect(codeOf(() => slots.take('f'))).toBe('exports_busy');
    for (const end of ends) end();
    expect(codeOf(() => slots.take('f'))).toBe('taken');
    expect(codeOf(() => slots.take('f'))).toBe('taken');
  });
});

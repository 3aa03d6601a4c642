import { describe, expect, it } from '@jest/globals';
import { withoutMarkers } from './citation-marker.js';

describe('a quoted text', () => {
  it.each([
    ['without its notes', 'Rome is old.[5] It is [6] big[12][13].', 'Rome is old. It is  big.'],
    ['without notes within notes', 'Italy [[4]1].', 'Italy .'],
    ['with its indices, lists and years', 'a[0] = v[12] [0, 1] [1, 2, 3] [2024]', undefined],
    ['with nothing that could be taken for ours', 'x[1] and y[2]', String.raw`x\[1\] and y\[2\]`],
  ])('is shown %s', (_how, text, shown = text) => {
    expect(withoutMarkers(text)).toBe(shown);
  });
});

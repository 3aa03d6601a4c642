import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MessageRow } from '../rows/message-rows.js';
import { previewOf } from './preview.js';

const KEPT = 201;
const shown = (content: string) => previewOf({ id: 1, content } as MessageRow).content;

it('a preview holds the beginning, whole code points of it, at any length', () => {
  // Halves of a pair, too: what was stored is cut as it is.
  const units = fc.constantFrom('a', 'é', '👍', '\ud83d', '\udc4d');
  const texts = fc.array(units, { maxLength: 500 }).map((all) => all.join(''));
  fc.assert(
    fc.property(texts, (content) => {
      const beginning = shown(content);
      expect(content.startsWith(beginning)).toBe(true);
      const points = Array.from(content).length;
      // Short in units is short in code points; only what is longer is counted.
      expect(Array.from(beginning)).toHaveLength(content.length <= KEPT ? points : Math.min(points, KEPT));
    }),
  );
});

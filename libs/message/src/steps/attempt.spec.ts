import { expect, it } from '@jest/globals';
import { attemptOf } from './attempt.js';

it.each([
  [null, 1],
  [{}, 1],
  [{ rag: null }, 1],
  [{ rag: {} }, 1],
  [{ rag: { attempt: '3' } }, 1],
  [{ rag: { attempt: 3 } }, 3],
  [{ attempt: 3 }, 1],
])('a reply with %j is attempt %i', (metadata, attempt) => {
  expect(attemptOf(metadata)).toBe(attempt);
});

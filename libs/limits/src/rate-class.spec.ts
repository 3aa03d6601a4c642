import { expect, it } from '@jest/globals';
import { encodeCursor } from '#libs/http';
import { classOf, unlessSearch } from './rate-class.js';

const cursor = (filters: Record<string, unknown>) => encodeCursor({ place: { id: 1 }, filters });

it('a route has one class, or asks the query', () => {
  expect(classOf('write', { q: 'any' })).toBe('write');
  expect(classOf(({ deep }) => (deep ? 'search' : 'read'), { deep: true })).toBe('search');
});

it.each([
  [{}, 'read'],
  [{ limit: '5' }, 'read'],
  [{ q: 'order' }, 'search'],
  [{ q: '' }, 'search'],
  [{ cursor: cursor({}) }, 'read'],
  [{ cursor: cursor({ q: 'order' }) }, 'search'],
  [{ cursor: 'not ours' }, 'read'],
  [{ cursor: ['twice', 'given'] }, 'read'],
])('a list asked with %j is a %s', (query, rateClass) => {
  expect(classOf(unlessSearch('read'), query)).toBe(rateClass);
});

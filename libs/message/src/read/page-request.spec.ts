import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { encodeCursor, MAX_ID } from '#libs/http';
import { ListMessagesDto } from './list-messages.dto.js';
import { toPageRequest } from './page-request.js';

const CHAT = 7;
const asked = (given: Partial<ListMessagesDto>) => toPageRequest(CHAT, Object.assign(new ListMessagesDto(), given));
const cursorOf = (place: Record<string, unknown>, filters: Record<string, unknown> = {}) =>
  encodeCursor({ place: { chat_id: CHAT, ...place }, filters });
const refused = (field: string, code: string) =>
  expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ field, code })]) });

describe('where a page of messages begins', () => {
  it.each([
    [{}, { walk: 'older', before: undefined }],
    [{ order: 'desc' }, { walk: 'older', before: undefined }],
    [{ order: 'asc' }, { walk: 'newer', after: 0 }],
    [{ before: 5 }, { walk: 'older', before: 5 }],
    [{ after: 5 }, { walk: 'newer', after: 5 }],
    [{ around: 5 }, { walk: 'around', id: 5 }],
    [{ after_seq: 5 }, { walk: 'changes', seq: 5, id: MAX_ID }],
  ] as const)('with %j', (given, anchor) => {
    expect(asked(given).anchor).toEqual(anchor);
  });

  it.each([
    [{ before: 1, after: 2 }, ['before', 'after']],
    [{ cursor: 'any', around: 2 }, ['cursor', 'around']],
    [{ after_seq: 0, q: 'order' }, ['after_seq', 'q']],
    [{ after_seq: 0, order: 'asc' }, ['after_seq', 'order']],
  ] as const)('is not said by two: %j', (given, fields) => {
    for (const field of fields) expect(() => asked(given)).toThrow(refused(field, 'conflicting_parameters'));
  });
});

describe('a cursor', () => {
  it.each([
    { walk: 'older', before: 5 },
    { walk: 'newer', after: 5 },
    { walk: 'changes', seq: 5, id: 3 },
  ] as const)('goes on at %j, with the filters that the walk began with', (place) => {
    const query = asked({ cursor: cursorOf(place, { q: 'order', order: 'asc' }), limit: 10 });
    expect(query).toMatchObject({
      anchor: place,
      limit: 10,
      filters: { q: 'order' },
      carried: { q: 'order', order: 'asc' },
    });
  });

  it('may come with what it carries, and with nothing else', () => {
    const cursor = cursorOf({ walk: 'older', before: 5 }, { q: 'order' });
    expect(asked({ cursor, q: 'order' }).filters.q).toBe('order');
    expect(() => asked({ cursor, q: 'other' })).toThrow(refused('q', 'cursor_mismatch'));
    expect(() => asked({ cursor, status: 'READ' })).toThrow(refused('status', 'cursor_mismatch'));
  });

  it('belongs to one chat', () => {
    expect(() => asked({ cursor: cursorOf({ chat_id: 8, walk: 'older', before: 5 }) })).toThrow(
      refused('cursor', 'cursor_mismatch'),
    );
  });

  it.each([
    {},
    { walk: 'older' },
    { walk: 'older', before: -1 },
    { walk: 'older', before: '5' },
    { walk: 'newer', after: 1.5 },
    { walk: 'newer', after: 2 ** 53 },
    { walk: 'changes', seq: 5 },
    { walk: 'around', id: 5 },
    { walk: 'sideways', before: 5 },
  ])('is refused with a place that no server made: %j', (place) => {
    expect(() => asked({ cursor: cursorOf(place) })).toThrow(refused('cursor', 'invalid_cursor'));
  });

  it('is refused with filters that no query has', () => {
    const place = { walk: 'older', before: 5 };
    for (const filters of [{ order: 'up' }, { chat_id: 8 }, { q: 7 }])
      expect(() => asked({ cursor: cursorOf(place, filters) })).toThrow(refused('cursor', 'invalid_cursor'));
  });
});

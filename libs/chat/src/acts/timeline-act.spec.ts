import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_PARTICIPANTS, MAX_TITLE } from '../shown/chat-vocabulary.js';
import { toTimelineAct } from './timeline-act.js';

const users = (count: number) => Array.from({ length: count }, (_none, nth) => `user-${nth}`);
const refused = (field: string, code: string) =>
  expect.objectContaining({ errors: [{ field, code, message: expect.any(String) }] });

describe('what a SYSTEM message does to its chat', () => {
  it.each([undefined, {}, { note: 'Welcome' }, { user_ids: ['bob'], title: 'Desk' }])(
    'is nothing in %j',
    (metadata) => {
      expect(toTimelineAct(metadata)).toBeUndefined();
    },
  );

  it.each(['add_participants', 'remove_participants'] as const)('is %s of 1 to all users that it lists', (action) => {
    for (const userIds of [users(1), users(MAX_PARTICIPANTS)])
      expect(toTimelineAct({ action, user_ids: userIds })).toEqual({ action, userIds });
  });

  it.each([
    ['nothing', undefined],
    ['one word', 'bob'],
    ['nobody', []],
    ['one too many', users(MAX_PARTICIPANTS + 1)],
    ['a number', ['bob', 7]],
    ['an empty id', ['']],
    ['the assistant', ['assistant']],
    ['a control character', ['a\u0000b']],
  ])('takes no list of users that is, or holds, %s', (_what, userIds) => {
    const act = () => toTimelineAct({ action: 'add_participants', user_ids: userIds });
    expect(act).toThrow(refused('message_metadata.user_ids', 'invalid_action'));
  });

  it('is to leave, and nothing else that is said matters', () => {
    expect(toTimelineAct({ action: 'leave', user_ids: ['bob'] })).toEqual({ action: 'leave' });
  });

  it('counts a title in code points', () => {
    const longest = '👍'.repeat(MAX_TITLE);
    expect(toTimelineAct({ action: 'rename', title: longest })).toEqual({ action: 'rename', title: longest });
    const renaming = (title: unknown) => () => toTimelineAct({ action: 'rename', title });
    for (const title of [`${longest}!`, undefined, null, 7])
      expect(renaming(title)).toThrow(refused('message_metadata.title', 'invalid_action'));
  });

  it('is one of four, or refused by name', () => {
    const known = ['add_participants', 'remove_participants', 'leave', 'rename'];
    const others = fc.anything().filter((action) => action !== undefined && !known.includes(action as string));
    fc.assert(
      fc.property(others, (action) => {
        expect(() => toTimelineAct({ action })).toThrow(refused('message_metadata.action', 'unknown_action'));
      }),
    );
  });
});

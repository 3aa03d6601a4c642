import { expect, it } from '@jest/globals';
import { countsAsUnread } from './counts-as-unread.js';

const SENT = { stored_status: 'SENT', message_type: 'TEXT', deleted_at: null, is_user: true } as const;

it.each([
  ['GROUP', {}, true],
  ['GROUP', { is_user: false }, true],
  ['PERSONAL', {}, false],
  ['SYSTEM', {}, false],
  ['PERSONAL', { is_user: false }, true],
  ['GROUP', { stored_status: 'READ' }, true],
  ['GROUP', { stored_status: 'SENDING' }, false],
  ['GROUP', { stored_status: 'FAILED' }, false],
  ['GROUP', { message_type: 'FILE' }, true],
  ['GROUP', { message_type: 'SYSTEM' }, false],
  ['GROUP', { deleted_at: '2026-11-27T00:00:00Z' }, false],
] as const)('in a %s, %j counts as unread: %s', (chatType, differences, counts) => {
  expect(countsAsUnread(chatType, { ...SENT, ...differences })).toBe(counts);
});

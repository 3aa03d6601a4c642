import { describe, expect, it } from '@jest/globals';
import { isFarewell, judge } from './sync-rule.js';
import type { ChangedFrame, ChatState } from './wire.js';

const FULL = { messages: [] };
const MINE = 7;

const cases: [what: string, frame: Partial<ChangedFrame>, verdict: string][] = [
  ['an old one', { seq: 6, ...FULL }, 'ignore'],
  ['the one that is known', { seq: 7, ...FULL }, 'ignore'],
  ['an old bare one', { seq: 7 }, 'ignore'],
  ['the next one', { seq: 8, ...FULL }, 'apply'],
  ['the next one, of the chat alone', { seq: 8, receipts: [] }, 'apply'],
  ['the next one, bare', { seq: 8 }, 'pull'],
  ['one after a gap', { seq: 9, ...FULL }, 'pull'],
  ['several at once from here', { seq: 12, after: 7, ...FULL }, 'apply'],
  ['several at once from before', { seq: 12, after: 3, ...FULL }, 'apply'],
  ['several at once after a gap', { seq: 12, after: 8, ...FULL }, 'pull'],
  ['several at once, bare', { seq: 12, after: 7 }, 'pull'],
];

describe('the sync rule', () => {
  it.each(cases)('%s', (_, frame, verdict) => {
    expect(judge(MINE, { type: 'changed', chat_id: 1, seq: 0, ...frame })).toBe(verdict);
  });
});

describe('a farewell', () => {
  const frame = (chat: Partial<ChatState>): ChangedFrame => ({
    type: 'changed',
    chat_id: 1,
    seq: 8,
    chat: { status: 'ACTIVE', participants: ['alice', 'bob'], ...chat } as ChatState,
  });

  it.each([
    ['a chat that they are in', frame({}), false],
    ['an archived one', frame({ status: 'ARCHIVED' }), false],
    ['one that they are not in any more', frame({ participants: ['alice'] }), true],
    ['one that is deleted', frame({ status: 'DELETED' }), true],
    ['no chat', { ...frame({}), chat: undefined }, false],
  ])('%s', (_, given, isOne) => {
    expect(isFarewell(given, 'bob')).toBe(isOne);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isMessageAct, toMessageAct } from './message-act.js';

const said = (metadata: Record<string, unknown> | undefined, messageType = 'SYSTEM') => ({ messageType, metadata });

describe('an act on a message', () => {
  it.each([{ action: 'edit' }, { action: 'delete', message_id: 'x' }])('is %j, well-formed or not', (metadata) => {
    expect(isMessageAct(said(metadata))).toBe(true);
    expect(isMessageAct(said(metadata, 'TEXT'))).toBe(false);
  });

  it.each([undefined, {}, { action: 'rename' }, { action: 'Edit' }, { action: ['edit'] }])('is not %j', (metadata) => {
    expect(isMessageAct(said(metadata))).toBe(false);
  });

  it.each([1, Number.MAX_SAFE_INTEGER])('names message %d', (message_id) => {
    expect(toMessageAct(said({ action: 'edit', message_id }))).toEqual({ action: 'edit', messageId: message_id });
  });

  it.each([undefined, null, 0, -1, 1.5, '1', [1], {}, Number.MAX_SAFE_INTEGER + 1, Infinity])(
    'cannot name message %j',
    (message_id) => {
      expect(() => toMessageAct(said({ action: 'delete', message_id }))).toThrow('message_id');
    },
  );
});

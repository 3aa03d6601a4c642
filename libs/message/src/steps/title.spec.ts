import { describe, expect, it } from '@jest/globals';
import { titleFrom } from './title.js';

const text = { is_user: true, message_type: 'TEXT', content: 'Where is my order?' } as const;

describe('the title of a chat that has none', () => {
  it('comes from a text of a person', () => {
    expect(titleFrom(text)).toBe('Where is my order?');
  });

  it.each([{ is_user: false }, { message_type: 'SYSTEM' }, { message_type: 'FILE' }, { content: ' \n ' }] as const)(
    'does not come from %j',
    (change) => {
      expect(titleFrom({ ...text, ...change })).toBeNull();
    },
  );
});

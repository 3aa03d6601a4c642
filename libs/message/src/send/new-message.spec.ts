import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type NewMessage, requestHash, storedSize } from './new-message.js';

const message: NewMessage = {
  content: 'Where is my order?',
  isUser: true,
  messageType: 'TEXT',
  metadata: undefined,
  parentMessageId: undefined,
  clientMessageId: 'a-1',
  status: 'SENT',
};
const hashed = (changes: Partial<NewMessage>) => requestHash({ ...message, ...changes })?.toString('hex');

describe('the hash that tells a retry from another message', () => {
  it('is there only with a key, and does not depend on it', () => {
    expect(hashed({ clientMessageId: undefined })).toBeUndefined();
    expect(hashed({ clientMessageId: 'a-2' })).toBe(hashed({}));
  });

  it.each([
    { content: 'Where is my order!' },
    { isUser: false },
    { messageType: 'SYSTEM' },
    { metadata: {} },
    { parentMessageId: 1 },
    { status: 'SENDING' },
  ] as const)('differs with %j', (change) => {
    expect(hashed(change)).not.toBe(hashed({}));
  });

  it('does not depend on the order of keys, at any depth', () => {
    const reversed = (value: unknown): unknown =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([key, inner]) => [key, reversed(inner)]),
          )
        : value;
    const metadata = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(metadata, (given) => {
        const other = reversed(given) as Record<string, unknown>;
        expect(hashed({ metadata: other })).toBe(hashed({ metadata: given }));
      }),
    );
  });
});

it('counts what is stored in bytes of UTF-8', () => {
  expect(storedSize({ ...message, content: 'aé€👍' })).toBe(1 + 2 + 3 + 4);
  expect(storedSize({ ...message, content: '', metadata: { é: 1 } })).toBe(Buffer.byteLength('{"é":1}'));
});

it('does not hold the words of an act on a message', () => {
  const edit = { messageType: 'SYSTEM', metadata: { action: 'edit', message_id: 7 } } as const;
  expect(hashed({ ...edit, content: 'one' })).toBe(hashed({ ...edit, content: 'other' }));
  expect(hashed({ ...edit, metadata: { ...edit.metadata, message_id: 8 } })).not.toBe(hashed(edit));
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holds, PROPERTY_TIMEOUT } from '../../../test/support/property.js';
import { ChatReplica } from './chat-replica.js';
import { addText, withMostText } from './reply-text.js';
import type { DeltaFrame, Message } from './wire.js';

const EMPTY: Message = {
  id: 2,
  chat_id: 1,
  sender_id: 'assistant',
  content: '',
  is_user: false,
  message_type: 'TEXT',
  status: 'SENDING',
  parent_message_id: 1,
  reply_count: 0,
  reactions: {},
  change_seq: 2,
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
};

const message = (fields: Partial<Message>): Message => ({ ...EMPTY, ...fields });
const attempt = (nth: number) => ({ message_metadata: { rag: { attempt: nth } } });
const delta = (offset: number, text: string, nth = 1): DeltaFrame => ({
  type: 'delta',
  chat_id: 1,
  message_id: 2,
  attempt: nth,
  offset,
  text,
});

describe('a piece of a reply', () => {
  it.each<[string, Partial<Message>, DeltaFrame, string]>([
    ['begins it', {}, delta(0, 'Yes'), 'Yes'],
    ['goes on', { content: 'Yes' }, delta(3, ', no'), 'Yes, no'],
    ['is known', { content: 'Yes' }, delta(0, 'Yes'), 'Yes'],
    ['is known, with more', { content: 'Yes, no' }, delta(1, 'es'), 'Yes, no'],
    ['is known in part', { content: 'Yes' }, delta(1, 'es, no'), 'Yes, no'],
    ['is empty', { content: 'Yes' }, delta(3, ''), 'Yes'],
    ['follows a character of two code units', { content: '😀' }, delta(1, '!'), '😀!'],
    ['repeats characters of two code units', { content: 'a😀' }, delta(1, '😀👍b'), 'a😀👍b'],
    ['begins with a combining character', { content: 'e' }, delta(1, '\u0301t'), 'e\u0301t'],
    ['is of an older attempt', { content: 'No', ...attempt(2) }, delta(2, '!', 1), 'No'],
    ['is of this attempt', { content: 'No', ...attempt(2) }, delta(2, '!', 2), 'No!'],
    ['is of a newer attempt', { content: 'Yes' }, delta(0, 'No', 2), 'Yes'],
    ['is late', { content: 'Yes', status: 'SENT' }, delta(3, '!'), 'Yes'],
    ['is late for one that failed', { content: 'Yes', status: 'FAILED' }, delta(3, '!'), 'Yes'],
    ["is of a person's message", { content: 'Yes', sender_id: 'alice' }, delta(3, '!'), 'Yes'],
    ['has a gap before it, and an attempt gone by', { ...attempt(2) }, delta(3, '!', 1), ''],
  ])('that %s', (_, fields, piece, content) => {
    const before = message(fields);
    const after = addText(before, piece);
    expect(after).toEqual({ ...before, content });
    if (before.content === content) expect(after).toBe(before);
  });

  it.each([
    ['one character', 'Yes', 4],
    ['counted in code points', '😀', 2],
  ])('is not added over a gap: %s', (_, content, offset) => {
    expect(addText(message({ content }), delta(offset, '!'))).toBe('gap');
  });
});

describe('a reply that is told again', () => {
  const known = message({ content: 'Yes, no' });
  it.each<[string, Partial<Message>, string]>([
    ['with more text', { content: 'Yes, no, yes' }, 'Yes, no, yes'],
    ['with less text', { content: 'Yes' }, 'Yes, no'],
    ['with less text and a later change', { content: 'Yes', change_seq: 3 }, 'Yes, no'],
    ['finished, with less text', { content: 'Yes', status: 'SENT' }, 'Yes'],
    ['stopped', { content: 'Yes', status: 'FAILED' }, 'Yes'],
    ['in a new attempt', { content: '', change_seq: 3, ...attempt(2) }, ''],
  ])('%s', (_, fields, content) => {
    expect(withMostText(message(fields), known)).toEqual(message({ ...fields, content }));
  });

  it('is taken whole when it was not known, or was done', () => {
    const told = message({ content: 'Y', change_seq: 3 });
    expect([withMostText(told, undefined), withMostText(told, message({ content: 'Yes', status: 'FAILED' }))]).toEqual([
      told,
      told,
    ]);
  });
});

/** A text, cut into pieces. */
const pieces = fc.array(
  fc.oneof(fc.string({ unit: 'grapheme', maxLength: 4 }), fc.constantFrom('👩‍👩‍👧', 'e\u0301', '\u0301', '🇩🇪', 'न\u093f')),
  { maxLength: 12 },
);

function deltasOf(texts: readonly string[]): DeltaFrame[] {
  return texts.map((text, nth) => delta([...texts.slice(0, nth).join('')].length, text));
}

function replicaWith(content: string): ChatReplica {
  const replica = new ChatReplica();
  replica.apply({ type: 'changed', chat_id: 1, seq: 2, after: 0, messages: [message({ content })] });
  return replica;
}

describe('the text of a reply', () => {
  it(
    'is never other than the beginning of the content, and the content in the end, also when pieces are lost, late or repeated',
    () => {
      const arrivals = pieces.chain((texts) =>
        fc.tuple(fc.constant(texts), fc.array(fc.nat({ max: Math.max(0, texts.length - 1) }), { maxLength: 30 })),
      );
      return holds(500, arrivals, async ([texts, order]) => {
        const content = texts.join('');
        const deltas = deltasOf(texts);
        const replica = replicaWith('');
        for (const nth of order) {
          const shown = replica.messages[0]!.content;
          const arrived = deltas[nth];
          const verdict = arrived && replica.addText(arrived);
          const grown = replica.messages[0]!.content;
          expect([content.startsWith(grown), grown.startsWith(shown)]).toEqual([true, true]);
          expect(verdict === 'apply').toBe(grown !== shown);
        }
        const finished = message({ content, status: 'SENT', change_seq: 3 });
        replica.apply({ type: 'changed', chat_id: 1, seq: 3, messages: [finished] });
        for (const one of deltas) expect(replica.addText(one)).toBe('ignore');
        expect(replica.messages).toEqual([finished]);
      });
    },
    PROPERTY_TIMEOUT,
  );

  it(
    'is the content when it comes in order, with any part known before and cut at any place',
    () =>
      holds(500, fc.tuple(pieces, fc.nat({ max: 60 }), fc.nat({ max: 60 })), async ([texts, known, again]) => {
        const content = texts.join('');
        const points = [...content];
        const replica = replicaWith(points.slice(0, known).join(''));
        const from = Math.min(again, known, points.length);
        const repeated = delta(from, points.slice(from, known + 3).join(''));
        for (const one of [repeated, ...deltasOf(texts)]) expect(replica.addText(one)).not.toBe('pull');
        expect(replica.messages[0]!.content).toBe(content);
      }),
    PROPERTY_TIMEOUT,
  );
});

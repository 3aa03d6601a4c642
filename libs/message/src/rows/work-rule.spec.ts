import { describe, expect, it } from '@jest/globals';
import type { ChatType } from '#libs/chat';
import { transitionAtWork, workOf } from './work-rule.js';

const text = {
  messageType: 'TEXT',
  isUser: true,
  content: 'Where is it?',
  metadata: undefined,
  isToAssistant: false,
} as const;
const rag = (chat_type: ChatType) => ({ rag_enabled: true, chat_type });
const inGroup = (content: string) => workOf(rag('GROUP'), { ...text, content });

describe('what a message gives the server to do', () => {
  it('is nothing where no assistant answers', () => {
    expect(workOf({ rag_enabled: false, chat_type: 'PERSONAL' }, text)).toBeUndefined();
    expect(workOf({ rag_enabled: false, chat_type: 'PERSONAL' }, { ...text, messageType: 'FILE' })).toBeUndefined();
  });

  it.each(['PERSONAL', 'GROUP', 'SYSTEM'] as const)('is to read a FILE in a %s chat, from every sender', (type) => {
    expect(workOf(rag(type), { ...text, messageType: 'FILE', isUser: false })).toBe('file');
  });

  it('is to answer every TEXT of a user in a PERSONAL chat', () => {
    expect(workOf(rag('PERSONAL'), text)).toBe('reply');
    expect(workOf(rag('PERSONAL'), { ...text, isUser: false })).toBeUndefined();
    expect(workOf(rag('PERSONAL'), { ...text, messageType: 'IMAGE' })).toBeUndefined();
    expect(workOf(rag('PERSONAL'), { ...text, messageType: 'SYSTEM' })).toBeUndefined();
  });

  it('is nothing when its metadata say so', () => {
    expect(workOf(rag('PERSONAL'), { ...text, metadata: { reply: false } })).toBeUndefined();
    expect(workOf(rag('PERSONAL'), { ...text, metadata: { reply: 'no' } })).toBe('reply');
  });

  it('is to answer in a GROUP who speaks to the assistant', () => {
    expect(inGroup('Where is it?')).toBeUndefined();
    expect(workOf(rag('GROUP'), { ...text, isToAssistant: true })).toBe('reply');
    for (const content of ['@assistant where is it?', 'so, @Assistant?', '(@assistant)', '問い@ASSISTANT、']) {
      const isMention = !content.startsWith('問い');
      expect([content, inGroup(content)]).toEqual([content, isMention ? 'reply' : undefined]);
    }
    for (const content of ['mail me@assistant.example', '@assistants', '@assistant_2', 'assistant?', '@@assistant'])
      expect([content, inGroup(content)]).toEqual([content, undefined]);
  });

  it('is nothing in a SYSTEM chat except for files', () => {
    expect(workOf(rag('SYSTEM'), text)).toBeUndefined();
  });
});

describe('a message that the server is working at', () => {
  it('can be stopped, and nothing else', () => {
    expect(transitionAtWork('FAILED')).toBe('change');
    expect(transitionAtWork('SENT')).toBe('illegal');
    for (const status of ['SENDING', 'DELIVERED', 'READ'] as const) expect(transitionAtWork(status)).toBe('nothing');
  });
});

import type { Vocabulary } from '#libs/http';

export const CHAT_TYPES = ['PERSONAL', 'GROUP', 'SYSTEM'] as const;
export type ChatType = (typeof CHAT_TYPES)[number];

export const CHAT_STATUSES = ['ACTIVE', 'ARCHIVED', 'DELETED'] as const;
export type ChatStatus = (typeof CHAT_STATUSES)[number];

/** What is listed without a filter. */
export const LISTED_STATUSES: readonly ChatStatus[] = ['ACTIVE', 'ARCHIVED'];

export const MESSAGE_TYPES = ['TEXT', 'IMAGE', 'FILE', 'SYSTEM'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const MESSAGE_STATUSES = ['SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** Besides the owner. */
export const MAX_PARTICIPANTS = 1000;

/** Unicode code points. */
export const MAX_TITLE = 200;

export const ChatTypes: Vocabulary<ChatType> = {
  name: 'ChatType',
  words: CHAT_TYPES,
  description:
    'PERSONAL: one person (and an assistant). GROUP: shared by its participants. SYSTEM: notices to one person. A new chat is PERSONAL unless it says otherwise.',
};

export const ChatStatuses: Vocabulary<ChatStatus> = {
  name: 'ChatStatus',
  words: CHAT_STATUSES,
  description: 'ACTIVE: open. ARCHIVED: can be read, not written to. DELETED: hidden, and purged after a time.',
};

export const NewChatStatuses: Vocabulary<ChatStatus> = {
  name: 'NewChatStatus',
  words: ['ACTIVE'],
  description: 'What a chat begins with.',
};

export const MessageTypes: Vocabulary<MessageType> = {
  name: 'MessageType',
  words: MESSAGE_TYPES,
  description:
    'TEXT, IMAGE and FILE carry content. SYSTEM is an act or a notice in the timeline. What is sent is TEXT unless it says otherwise.',
};

export const MessageStatuses: Vocabulary<MessageStatus> = {
  name: 'MessageStatus',
  words: MESSAGE_STATUSES,
  description:
    'SENDING, SENT, DELIVERED, READ, in this order; FAILED instead of SENT, and back to SENDING to try again. What is sent is SENT, or SENDING when its sender says so, to confirm it later.',
};

export const NewMessageStatuses: Vocabulary<MessageStatus> = {
  name: 'NewMessageStatus',
  words: ['SENT', 'SENDING'],
  description: 'What a message begins with: SENDING when its sender will confirm it later.',
};

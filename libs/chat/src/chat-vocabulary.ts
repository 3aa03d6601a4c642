export const CHAT_TYPES = ['PERSONAL', 'GROUP', 'SYSTEM'] as const;
export type ChatType = (typeof CHAT_TYPES)[number];

export const CHAT_STATUSES = ['ACTIVE', 'ARCHIVED', 'DELETED'] as const;
export type ChatStatus = (typeof CHAT_STATUSES)[number];

export const MESSAGE_TYPES = ['TEXT', 'IMAGE', 'FILE', 'SYSTEM'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const MESSAGE_STATUSES = ['SENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** Besides the owner. */
export const MAX_PARTICIPANTS = 1000;

/** Unicode code points. */
export const MAX_TITLE = 200;

import type { ChatType, MessageStatus, MessageType } from '#libs/chat';

/** What the server does about a message: answers it, or reads it as a document. */
export type WorkKind = 'reply' | 'file';

interface Posted {
  readonly messageType: MessageType;
  readonly isUser: boolean;
  readonly content: string;
  readonly metadata: Record<string, unknown> | null | undefined;
  /** Whether it answers a message of the assistant. */
  readonly isToAssistant: boolean;
}

/** Not part of a longer name, nor of a mail address. */
const MENTION = /(?<![\p{L}\p{N}_.@+-])@assistant(?![\p{L}\p{N}_-])/iu;

/**
 * What a message that is SENT gives the server to do. In a chat with `rag_enabled` a FILE is read, and a user's TEXT is
 * answered: in a PERSONAL chat every one, in a GROUP those that mention `@assistant` or answer a reply.
 * `message_metadata: { "reply": false }` asks for none.
 */
export function workOf(
  chat: { readonly rag_enabled: boolean; readonly chat_type: ChatType },
  message: Posted,
): WorkKind | undefined {
  if (!chat.rag_enabled) return undefined;
  if (message.messageType === 'FILE') return 'file';
  if (message.messageType !== 'TEXT' || !message.isUser || message.metadata?.['reply'] === false) return undefined;
  if (chat.chat_type === 'PERSONAL') return 'reply';
  return chat.chat_type === 'GROUP' && (message.isToAssistant || MENTION.test(message.content)) ? 'reply' : undefined;
}

/** Whether work is cancelled: its chat was deleted after it had begun, also when it has been restored since. */
export function isCancelled(
  chat: { readonly deleted_seq: number },
  { changeSeq }: { readonly changeSeq: number },
): boolean {
  return chat.deleted_seq > changeSeq;
}

/** The same in SQL, of chat `c` and work `w`: `test/message/rules-in-sql.spec.ts` holds the two against each other. */
export const IS_CANCELLED = 'c.deleted_seq > w.change_seq';

/** What a request for a status means for a message that the server is working at: it can be stopped, nothing else. */
export function transitionAtWork(to: MessageStatus): 'change' | 'nothing' | 'illegal' {
  if (to === 'FAILED') return 'change';
  return to === 'SENT' ? 'illegal' : 'nothing';
}

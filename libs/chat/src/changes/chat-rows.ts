import { RowList, type Statement } from '#libs/database';
import type { ChatStatus, ChatType } from '../shown/chat-vocabulary.js';
import type { MessagePreview } from '../shown/chat-view.js';
import { markDeletedStatements } from '../rows/deleted-chat-due.repository.js';
import type { ChatRise } from '../rows/webhook-due.repository.js';
import { type BatchFacts, type Load, load } from './rows.js';

/** What a change needs to know of the chat that it has locked, as the changes before it left it. */
export interface LockedChat {
  readonly id: number;
  readonly owner_id: string;
  readonly title: string | null;
  /** The message that the title was taken from; null when somebody gave it. */
  readonly title_message_id: number | null;
  readonly chat_type: ChatType;
  readonly rag_enabled: boolean;
  readonly status: ChatStatus;
  /** Number of the latest change to DELETED; 0 when it never was. */
  readonly deleted_seq: number;
  readonly last_seq: number;
  /** Number of the latest change of title, status or membership. */
  readonly change_seq: number;
  readonly message_count: number;
  readonly last_message_id: number | null;
}

/** The preview of the latest message; `addressed_id` tells who its recipients are. */
export type StoredPreview = MessagePreview & { readonly addressed_id?: number | null };

/** How the chat's row changes besides its number. */
export interface ChatPatch extends Partial<
  Pick<LockedChat, 'title' | 'title_message_id' | 'status' | 'change_seq' | 'message_count'>
> {
  /** The chat's latest message; the chat comes first in the list. */
  readonly latest?: StoredPreview;
  /** What changed of the latest message. */
  readonly preview?: Partial<StoredPreview>;
}

/** Who wants to change which chat. */
interface Claim {
  readonly chatId: number;
  readonly actor: { readonly userId: string | undefined };
}

interface Copy {
  chat: LockedChat;
  /** Its number before the batch. */
  readonly from: number;
  latest?: StoredPreview;
  preview?: Partial<StoredPreview>;
}

/** The chats of a batch. Their rows are the locks of all that is in them. */
export class ChatRows {
  private readonly copies = new Map<number, Copy>();
  private readonly changed = new Set<number>();

  constructor(private readonly batch: BatchFacts) {}

  /** Undefined when there is no such chat, for nobody of the batch, or when somebody else holds it. */
  get(chatId: number): LockedChat | undefined {
    return this.copies.get(chatId)?.chat;
  }

  /** The number of one more change. */
  raise(chatId: number): number {
    const copy = this.copy(chatId);
    copy.chat = { ...copy.chat, last_seq: copy.chat.last_seq + 1 };
    this.changed.add(chatId);
    return copy.chat.last_seq;
  }

  /** Call `raise` first: a chat never changes without a new number. */
  set(chatId: number, { latest, preview, ...changes }: ChatPatch): void {
    const copy = this.copy(chatId);
    if (!this.changed.has(chatId)) throw new Error(`chat ${chatId} has no new number`);
    copy.chat = { ...copy.chat, ...changes };
    if (changes.status === 'DELETED') copy.chat = { ...copy.chat, deleted_seq: copy.chat.last_seq };
    if (latest !== undefined) {
      copy.latest = latest;
      copy.chat = { ...copy.chat, last_message_id: latest.id };
    }
    if (preview === undefined) return;
    if (copy.latest === undefined) copy.preview = { ...copy.preview, ...preview };
    else copy.latest = { ...copy.latest, ...preview };
  }

  /** In the order of their ids, so that two batches never wait for each other in a circle; strangers lock nothing. */
  locks(changes: readonly Claim[], isPatient: boolean): Load[] {
    const lock = isPatient
      ? CLAIMS.statements({ name: 'changes.lock', text: LOCK }, changes)
      : CLAIMS.statements({ name: 'changes.lock-free', text: LOCK_FREE }, changes);
    return load<LockedChat>(lock, (chat) => this.copies.set(chat.id, { chat, from: chat.last_seq }));
  }

  stores(): readonly Statement[] {
    const changed = [...this.changed].map((id) => this.copy(id));
    // Restored in the same batch counts, too: it is no longer deleted when somebody looks.
    const deleted = changed.filter(({ chat, from }) => chat.deleted_seq > from).map(({ chat }) => chat.id);
    return [
      ...CHANGED.statements({ name: 'changes.store-chats', text: STORE }, changed, this.batch.now),
      ...markDeletedStatements(deleted, this.batch.now),
    ];
  }

  /** By how much each changed chat rises. */
  rises(): ChatRise[] {
    return Array.from(this.changed, (chatId) => {
      const { chat, from } = this.copy(chatId);
      return { chatId, from, to: chat.last_seq };
    });
  }

  private copy(chatId: number): Copy {
    const copy = this.copies.get(chatId);
    if (copy === undefined) throw new Error(`chat ${chatId} is not locked`);
    return copy;
  }
}

const CLAIMS = new RowList<Claim>('w', {
  chat_id: ['bigint', ({ chatId }) => chatId],
  user_id: ['text', ({ actor }) => actor.userId ?? null],
});
const LOCK = `SELECT c.id, c.owner_id, c.title, c.title_message_id, c.chat_type, c.rag_enabled, c.status, c.deleted_seq, c.last_seq, c.change_seq,
    c.message_count, (c.last_message->>'id')::bigint AS last_message_id
  FROM chat c WHERE c.id = ANY (ARRAY(
    SELECT w.chat_id FROM ${CLAIMS.sql}
    WHERE w.user_id IS NULL
      OR (SELECT true FROM participant p WHERE p.chat_id = w.chat_id AND p.user_id = w.user_id)
  )) ORDER BY c.id FOR NO KEY UPDATE OF c`;
const LOCK_FREE = `${LOCK} SKIP LOCKED`;

const CHANGED = new RowList<Copy>('u', {
  id: ['bigint', ({ chat }) => chat.id],
  last_seq: ['bigint', ({ chat }) => chat.last_seq],
  change_seq: ['bigint', ({ chat }) => chat.change_seq],
  message_count: ['bigint', ({ chat }) => chat.message_count],
  title: ['text', ({ chat }) => chat.title],
  title_message_id: ['bigint', ({ chat }) => chat.title_message_id],
  status: ['text', ({ chat }) => chat.status],
  deleted_seq: ['bigint', ({ chat }) => chat.deleted_seq],
  latest: ['jsonb', ({ latest }) => (latest === undefined ? null : JSON.stringify(latest))],
  preview: ['jsonb', ({ preview }) => (preview === undefined ? null : JSON.stringify(preview))],
});
const STORE = `UPDATE chat c SET last_seq = u.last_seq, change_seq = u.change_seq, message_count = u.message_count,
    title = u.title, title_message_id = u.title_message_id, status = u.status, deleted_seq = u.deleted_seq,
    deleted_at = CASE WHEN u.status = c.status THEN c.deleted_at WHEN u.status = 'DELETED' THEN ${CHANGED.next}::timestamptz END,
    last_message = coalesce(u.latest, c.last_message || u.preview, c.last_message),
    activity_at = CASE WHEN u.latest IS NULL THEN c.activity_at ELSE ${CHANGED.next} END, updated_at = ${CHANGED.next}
  FROM ${CHANGED.sql} WHERE c.id = u.id`;

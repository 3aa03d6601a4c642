import type { Actor } from '#libs/auth';
import { bareHint } from '#libs/bus';
import { refusal } from '#libs/http';
import { ChatErrors, ChatNotFound } from '../shown/chat-errors.js';
import { type ChatView, findStatement } from '../shown/chat-view.js';
import type { ChatStatus } from '../shown/chat-vocabulary.js';
import type { Batch } from '../changes/batch.js';
import { type Change, type Judged, Reading } from '../changes/change.js';
import { ParticipantRows } from '../changes/participant-rows.js';

/** Archives, deletes and restores a chat. */
export class ChatStatusChange implements Change<ChatView> {
  readonly sharesBatchWith = 'nobody';
  readonly bytes = 100;
  readonly ids = {};

  constructor(
    readonly actor: Actor,
    readonly chatId: number,
    private readonly status: ChatStatus,
  ) {}

  wants(): void {
    // The chat and the actor's own row are loaded for every change.
  }

  judge(batch: Batch): Judged<ChatView> {
    const { actor, chatId, status } = this;
    const chat = batch.chats.get(chatId);
    if (chat === undefined || !batch.of(ParticipantRows).sees(chatId, actor.userId)) throw new ChatNotFound();
    if (!actor.isService && actor.userId !== chat.owner_id) throw refusal(ChatErrors.owner_only, 'change its status');
    const answer = new Reading(findStatement([{ userId: actor.userId, chatId }]), ([found]) => found as ChatView);
    if (chat.status === status) return { answer };
    const seq = batch.chats.raise(chatId);
    batch.chats.set(chatId, { status, change_seq: seq });
    return { answer, hints: [bareHint(chatId, seq, seq)] };
  }
}

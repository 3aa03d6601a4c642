import { type Actor, AuthErrors } from '#libs/auth';
import { FieldRefused, refusal } from '#libs/http';
import { ChatErrors } from '../shown/chat-errors.js';
import { MAX_PARTICIPANTS } from '../shown/chat-vocabulary.js';
import type { TimelineAct } from './timeline-act.js';
import type { Batch } from '../changes/batch.js';
import type { LockedChat } from '../changes/chat-rows.js';
import { ParticipantRows } from '../changes/participant-rows.js';

/** What an act of the timeline changes: who is in a group, and what a chat is called. */
export interface ActEffect {
  readonly hasChanged: boolean;
  readonly added: readonly string[];
  /** Who was in the chat until now. */
  readonly removed: readonly string[];
  readonly title?: string;
}

export function wantAct(batch: Batch, chatId: number, actor: Actor, act: TimelineAct): void {
  const participants = batch.of(ParticipantRows);
  participants.want(chatId, ...concerned(actor, act));
  if (act.action === 'add_participants') participants.wantPresent(chatId);
}

/**
 * What the act would change; nothing where it repeats another.
 * @throws ApiError 400 when the actor may not do this to the chat
 */
export function judgeAct(batch: Batch, chat: LockedChat, actor: Actor, act: TimelineAct): ActEffect {
  authorize(actor, chat, act);
  if (act.action === 'rename')
    return { hasChanged: act.title !== chat.title, added: [], removed: [], title: act.title };
  const participants = batch.of(ParticipantRows);
  const people = [...new Set(concerned(actor, act))];
  const isPresent = (userId: string) => participants.sees(chat.id, userId);
  if (act.action !== 'add_participants') {
    const removed = people.filter(isPresent);
    return { hasChanged: removed.length > 0, added: [], removed };
  }
  const added = people.filter((userId) => !isPresent(userId));
  if (participants.presentCount(chat.id) + added.length > MAX_PARTICIPANTS + 1)
    throw refusal(ChatErrors.too_many_participants, 'message_metadata.user_ids', MAX_PARTICIPANTS);
  return { hasChanged: added.length > 0, added, removed: [] };
}

/** Carries out what message `messageId` announced with number `seq`. */
export function applyAct(batch: Batch, chat: LockedChat, effect: ActEffect, messageId: number, seq: number): void {
  const { added, removed, title, hasChanged } = effect;
  const crossing = { chatId: chat.id, messageId, seq, messageCount: chat.message_count };
  if (added.length > 0) batch.of(ParticipantRows).join({ ...crossing, userIds: added });
  if (removed.length > 0) batch.of(ParticipantRows).leave({ ...crossing, userIds: removed });
  // A rename to the same title still makes it nobody's message's.
  if (title !== undefined) batch.chats.set(chat.id, { title, title_message_id: null });
  if (hasChanged) batch.chats.set(chat.id, { change_seq: seq });
}

function authorize(actor: Actor, chat: LockedChat, act: TimelineAct): void {
  const isOwner = actor.userId === chat.owner_id;
  if (act.action !== 'rename' && chat.chat_type !== 'GROUP') throw refusal(ChatErrors.group_only);
  if (act.action === 'leave') {
    if (isOwner) throw refusal(ChatErrors.owner_must_stay, 'leave it');
    if (actor.userId === undefined) throw new FieldRefused('user_id', AuthErrors.user_id_required, 'say who leaves');
  } else if (!isOwner && !actor.isService) throw refusal(ChatErrors.owner_only, 'do this');
  if (act.action === 'remove_participants' && act.userIds.includes(chat.owner_id))
    throw refusal(ChatErrors.owner_must_stay, 'be removed from it');
}

function concerned(actor: Actor, act: TimelineAct): readonly string[] {
  if (act.action === 'leave') return [actor.senderId];
  return act.action === 'rename' ? [] : act.userIds;
}

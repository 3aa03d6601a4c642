import { Injectable } from '@nestjs/common';
import { type Actor, AuthErrors } from '#libs/auth';
import type { Tx } from '#libs/database';
import { ApiError, FieldRefused } from '#libs/http';
import { ChatErrors } from './chat-error-codes.js';
import { OwnerOnly, TooManyParticipants } from './chat-errors.js';
import { MAX_PARTICIPANTS } from './chat-vocabulary.js';
import { ChatRepository, type LockedChat } from './chat.repository.js';
import { type ActPlace, ParticipantRepository } from './participant.repository.js';
import type { TimelineAct } from './timeline-act.js';

export interface ActResult {
  readonly hasChanged: boolean;
  /** Who was in the chat until now. */
  readonly removed: readonly string[];
}

/** The acts of SYSTEM messages: who is in a group, and what a chat is called. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly chats: ChatRepository,
    private readonly participants: ParticipantRepository,
  ) {}

  /** @throws ApiError 400 when the actor may not do this to the chat */
  authorize(actor: Actor, chat: LockedChat, act: TimelineAct): void {
    const isOwner = actor.userId === chat.owner_id;
    if (act.action !== 'rename' && chat.chat_type !== 'GROUP')
      throw new FieldRefused(
        'message_metadata.action',
        ChatErrors.group_only,
        'only a GROUP chat has members to change',
      );
    if (act.action === 'leave') {
      if (isOwner) throw new ApiError(ChatErrors.owner_must_stay, 'The owner of a chat cannot leave it.');
      if (actor.userId === undefined) throw new FieldRefused('user_id', AuthErrors.user_id_required, 'say who leaves');
    } else if (!isOwner && !actor.isService) throw new OwnerOnly('do this');
    if (act.action === 'remove_participants' && act.userIds.includes(chat.owner_id))
      throw new ApiError(ChatErrors.owner_must_stay, 'The owner of a chat cannot be removed from it.');
  }

  /** Carries out an act that message `messageId` announced with number `seq`. Repeating one changes nothing. */
  async apply(tx: Tx, actor: Actor, chat: LockedChat, act: TimelineAct, at: ActPlace): Promise<ActResult> {
    const result = await this.change(tx, actor, chat, act, at);
    if (result.hasChanged) await this.chats.update(tx, chat.id, { changeSeq: at.seq });
    return result;
  }

  private async change(tx: Tx, actor: Actor, chat: LockedChat, act: TimelineAct, at: ActPlace): Promise<ActResult> {
    switch (act.action) {
      case 'add_participants':
        return { hasChanged: await this.add(tx, chat, act.userIds, at), removed: [] };
      case 'remove_participants':
        return this.remove(tx, chat, act.userIds, at);
      case 'leave':
        return this.remove(tx, chat, [actor.senderId], at);
      case 'rename':
        await this.chats.update(tx, chat.id, { title: act.title });
        return { hasChanged: act.title !== chat.title, removed: [] };
    }
  }

  private async remove(tx: Tx, chat: LockedChat, userIds: readonly string[], at: ActPlace): Promise<ActResult> {
    const removed = await this.participants.remove(tx, chat.id, userIds, at);
    return { hasChanged: removed.length > 0, removed };
  }

  private async add(tx: Tx, chat: LockedChat, userIds: readonly string[], at: ActPlace): Promise<boolean> {
    const hasChanged = await this.participants.add(tx, chat, userIds, at);
    if ((await this.participants.countPresent(tx, chat.id)) > MAX_PARTICIPANTS + 1)
      throw new TooManyParticipants('message_metadata.user_ids', MAX_PARTICIPANTS);
    return hasChanged;
  }
}
